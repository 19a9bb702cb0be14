"""Bytes -> text."""

from __future__ import annotations

import codecs

import pytest

from tables import Choices, TableError, Topic, read_table
from tables.opening import encoding as stage
from tables.opening.encoding import decode, detect
from tables.receipt import Receipt
from ui.table import changing

TEXT = "Ort;Größe\nKöln;1,5\nGenève;2,5\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings_of_western_text(encoding: str) -> None:
    data = TEXT.encode(encoding)
    assert detect(data).encoding == encoding
    assert decode(data, None, Receipt()) == TEXT


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "имя;город\nИван;Москва\nАнна;Санкт-Петербург\n"),
        ("gb18030", "北京,上海\n中国人民,你好吗\n"),
        ("cp850", "Ort;Größe\nKöln;1,5\nfür Genève;2,5\n"),
        ("mac_roman", "Ort;Größe\nKöln;1,5\nfür Genève;2,5\n"),
        ("cp1251", "Город;Жителей\nОмск;1100\n"),
        ("koi8-r", "Город;Жителей\nОмск;1100\n"),
        ("cp1250", "Gmina;Ludność\nŁódź;3\nKraków;4\n"),
        ("cp1250", "Obec;Počet\nPříbram;3\nČáslav;4\n"),
        ("cp1253", "Πόλη;Τιμή\nΑθήνα;1\n"),
        ("cp1254", "Şehir;Nüfus\nMuğla;1\nİstanbul;2\n"),
        ("cp1255", "עיר;שם\nחיפה;דוד\n"),
        ("cp932", "年,人口\n2000,12\n"),
        ("cp932", "日付,気温\n1,2\n"),
        ("gb18030", "地区,人口\n北京,1\n"),
        ("cp932", "受注番号,受注日,商品名,個数\nA1,2026/5/1,Tシャツ M号,3\nA2,2026/5/2,ﾀｵﾙ5枚組,4\n"),
        ("big5", "地區,人口\n臺北,1\n"),
        ("cp949", "지역,인구\n서울,1\n"),
        ("cp1252", "Temp (°C);Preis (£)\n1;2\n"),
        ("cp1252", "São Paulo;Ação;Preço\n"),
        ("cp1252", "Naam,Bedrag\nBelgië,€ 5\nZoë,€ 7\n"),
        ("cp1252", "L’été — “x”\n"),
        ("cp1252", "Libellé;Débit\n1;2\n"),
    ],
)
def test_encodings_beyond(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), None, Receipt()) == text


FEW_LETTERS = {
    "cp1252": "Født Køn Færøerne Noël Août Château València Barça Società Año Kilómetros São Größe Malmö Jyväskylä Número Maître Gîte Nîmes Però Træindustri Noël België Lëtzebuerg",
    "cp1250": "Gdańsk Poznań Jiří Wałbrzych Paweł Děčín Kučera Timişoara Bucureşti Đorđević Číslo Šibenik Győr Łódź Żywiec Plzeň Općina",
    "cp1254": "Muğla İstanbul Şahin Şehir Eskişehir Yılmaz",
    "cp1257": "Žemaitė Ģirts Panevėžys Liepāja Rīga Klaipėda Pavardė Gatvė Kėdainiai",
    "iso8859-2": "Łódź Šťastný Gdańsk Tomáš Šibenik",
}


@pytest.mark.parametrize(
    ("encoding", "word"),
    [(encoding, word) for encoding, words in FEW_LETTERS.items() for word in words.split()],
)
@pytest.mark.parametrize("text", ["name;x\n{};1\nTown;2\nOther;3\n", "{};x\n1;2\n3;4\n"])
def test_one_word_beyond_ascii_is_read_as_a_word(encoding: str, word: str, text: str) -> None:
    text = text.format(word)
    assert decode(text.encode(encoding), None, Receipt()) == text


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1250", "Częstochowa Paweł Müller Gęś"),
        ("cp1254", "Öztürk Doğan Beşiktaş"),
        ("cp1257", "Rīga Kārlis Daugavpils Rēzekne"),
        ("cp1252", "Reykjavík Suðurnes Höfn"),
        ("cp1252", "cœur François sœur"),
        ("iso8859-15", "cœur François sœur"),
        ("cp1252", "kWh/m²a Größe"),
        ("cp1252", "Lönn Nykøbing Škoda"),
        ("cp1252", "Größe Škoda Kröger Køge"),
        ("cp1252", "šakki Ääninen Žižek København"),
        ("cp1250", "Přeštice Škoda Plzeň"),
        ("cp1250", "Plzeň Praha Brno Olomouc Kladno Liberec"),
    ],
)
def test_a_few_words_tell_what_one_leaves_open(encoding: str, words: str) -> None:
    text = "name;x\n" + "".join(f"{word};1\n" for word in words.split())
    assert decode(text.encode(encoding), None, Receipt()) == text


@pytest.mark.parametrize("word", ["Größe", "Année", "Año", "Høyde", "Città", "São"])
@pytest.mark.parametrize(
    "sign",
    ["[µg/m³]", "(µS/cm)", "µm²", "[µ]", "°", "°C", "± 2", "±2", "m²", "[²]", "[³]", "¹", "½", "¼ l", "3¾", "4 × 4", "×2", "[×]", "‰", "5‰", "€", "§ 5",
     "§5", "Nº", "3ª", "¶", "÷", "5 ¢", "†", "Total†", "¬", "¦", "…"],
)  # fmt: skip
def test_signs_beside_words_do_not_decide(word: str, sign: str) -> None:
    text = f"{word};x {sign};y\n1;2;3\n"
    assert decode(text.encode("cp1252"), None, Receipt()) == text


@pytest.mark.parametrize(
    ("encoding", "word", "sign"),
    [
        ("cp1250", "Gdańsk", "µm"),
        ("cp1250", "Győr", "[±]"),
        ("cp1250", "Děčín", "5 ×"),
        ("cp1254", "Muğla", "½"),
        ("cp1254", "Şehir", "µg"),
        ("cp1251", "Город", "№ 5"),
        ("cp1251", "Цена", "§"),
        ("cp1251", "Город", "±"),
    ],
)
def test_nor_do_they_in_other_encodings(encoding: str, word: str, sign: str) -> None:
    text = f"{word};x {sign};y\n1;2;3\n"
    assert decode(text.encode(encoding), None, Receipt()) == text


def test_zeros_at_the_end_are_no_text() -> None:
    assert decode(b"a,b\n1,2\n" + bytes(50), None, Receipt()) == "a,b\n1,2\n"


def test_a_few_damaged_bytes_do_not_make_it_another_encoding() -> None:
    data = ("é" * 50 + ",1\n").encode() + b"\xff,2\n"
    receipt = Receipt()
    assert decode(data, None, receipt).endswith("\ufffd,2\n")
    assert receipt.encoding == "utf-8"
    assert receipt.count(Topic.LETTERS) == 1


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (1, "1 character could not be read and shows as \ufffd."),
        (2, "2 characters could not be read and show as \ufffd."),
        (1200, "1,200 characters could not be read and show as \ufffd."),
    ],
)
def test_it_is_said_how_many_characters_could_not_be_read(bad: int, said: str) -> None:
    receipt = Receipt()
    decode(("é" * 50 * bad + ",1\n").encode() + b"\xff,2\n" * bad, None, receipt)
    assert [(line.words, line.count) for line in receipt.on(Topic.LETTERS)] == [(said, bad)]


def test_the_users_choice_wins() -> None:
    assert decode("é".encode("cp1252"), "latin-1", Receipt()) == "é"


@pytest.mark.parametrize(
    "name",
    ["base64", "punycode", "idna", "zlib_codec", "unicode_escape", "raw_unicode_escape", "utf-7", "rot13", "hex", "undefined",
     "palmos", "a" * 1_000_000, "utf-8\x00", "größe", "../utf_8"],
)  # fmt: skip
def test_what_is_no_encoding_of_files_is_refused(name: str) -> None:
    with pytest.raises(TableError, match="not written in the encoding") as caught:
        read_table(b"a,b\n1,2\n", "t.csv", Choices(encoding=name))
    assert len(str(caught.value)) < 200


def test_whatever_is_detected_or_offered_may_be_chosen() -> None:
    """The reader's own finding comes back as the user's choice, in links and when the file is written."""
    detected = {
        codecs.lookup(name).name
        for name in (*stage._POSSIBLE, "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32")
    }
    offered = {codecs.lookup(name).name for name in changing.ENCODING_NAMES}
    assert detected | offered <= stage.ENCODINGS


def test_a_single_high_byte_at_the_end_of_a_large_file_is_found() -> None:
    data = b"1.5,2.5,abcdefgh\n" * 400_000 + "9,9,Köln\n".encode("cp1252")
    assert detect(data).encoding == "cp1252"


def test_words_of_two_alphabets_are_no_words_and_a_lone_euro_is_western() -> None:
    rows = "".join(f"M{i};{2010 + i % 5};{9000 + i};{510 + i},50 €\n" for i in range(40))
    table = read_table(f"Modelo;Año;Kilómetros;Precio\n{rows}".encode("iso8859-15"), "t.csv")
    assert table.receipt.encoding == "iso8859-15"
    assert list(table.frame)[1:3] == ["Año", "Kilómetros"] and table.column("Precio").unit == "€"


ALONE = {
    "cp1257": "Jūrmala Rēzekne Alūksne Ādaži Preiļi Viļaka Ukmergė Plungė Klaipėda",
    "cp1252": "Tiranë Durrës Vlorë Gjirokastër Moët Gaël Lëtzebuerg",
    "cp1254": "Niğde",
}


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize(
    ("encoding", "word"), [(encoding, word) for encoding, words in ALONE.items() for word in words.split()]
)
def test_where_one_word_decides_it_is_among_those_that_may_be_meant(
    encoding: str, word: str, times: int
) -> None:
    found = detect(("name;x [°C]\n" + f"{word};1\n" * times + "Town;2\n").encode(encoding))
    readings = [found.reads(name) for name in (found.encoding, *found.others)]
    assert word in readings and len(set(readings)) == len(readings) <= 3


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        *((encoding, word) for encoding in ("cp1252",) for word in FEW_LETTERS[encoding].split()[:-1]),
        ("cp1252", "Août Coût Crédit"),
        ("cp1257", "Jūrmala Rēzekne Rīga"),
        ("cp1250", "Gdańsk"),
        ("cp1251", "Омск"),
        ("koi8-r", "Омск"),
        ("cp1253", "Βόλος"),
        ("cp932", "東京"),
        ("utf-8", "Jūrmala"),
        ("utf-16", "Jūrmala"),
        ("cp1252", "20 °C"),
    ],
)
def test_nothing_else_may_be_meant_where_it_is_certain(encoding: str, text: str) -> None:
    rows = "".join(f"{word};1\n" for word in text.split())
    assert detect(f"name;x\n{rows}Town;2\n".encode(encoding)).others == ()


def test_the_receipt_says_what_else_a_word_may_be() -> None:
    receipt = Receipt()
    decode("name;x\nJūrmala;1\nTown;2\n".encode("cp1257"), None, receipt)
    (said,) = receipt.on(Topic.ENCODING)
    assert said.example == "Jûrmala"
    others = receipt.on(Topic.PERHAPS_ENCODING)
    assert [(each.mark, each.example) for each in others] == [("cp1257", "Jūrmala"), ("cp1250", "Jűrmala")]
    assert others[0].words == (
        "“\u2068Jûrmala\u2069” may be “\u2068Jūrmala\u2069”, in Windows-1257 (Baltic): no other word of the file tells."
    )
