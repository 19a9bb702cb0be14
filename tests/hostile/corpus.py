"""Files that somebody could bring to hurt others, made by code: every kind that did, and those that never did.

Each is made in two sizes: `small` for the suite, `full` for `python -m benchmarks.hostile`. What a size counts (bytes,
rows, elements) is the maker's own affair. The reader owes each of them a table or a sentence, soon.
"""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

import xlwt

from tables import Choices

KILO, MEGA = 1_000, 1_000_000
Make = Callable[[int], bytes]


@dataclass(frozen=True)
class Attack:
    """One kind of file. `choices` come with it where a link can carry them."""

    name: str
    filename: str
    make: Make = field(repr=False)
    small: int
    full: int
    choices: Choices = field(default_factory=Choices)


ATTACKS: list[Attack] = []


def attack(
    name: str, filename: str, small: int = 1, full: int = 1, choices: Choices | None = None
) -> Callable[[Make], Make]:
    """Enter a maker in the list."""

    def enter(make: Make) -> Make:
        ATTACKS.append(Attack(name, filename, make, small, full, choices or Choices()))
        return make

    return enter


def named(name: str) -> Attack:
    """The attack called so."""
    return next(each for each in ATTACKS if each.name == name)


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


# ---- .xlsx ---------------------------------------------------------------------------------------------------------

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def xlsx(cells: str, sheet: str = "xl/worksheets/sheet1.xml", strings: str = "", before: str = "") -> bytes:
    """A workbook with one sheet, `cells` being what stands in its <sheetData>."""
    relations = f'<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="/{sheet}"/>'
    start = f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    members: dict[str, bytes | str] = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{start}</Relationships>',
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    }
    if strings:
        relations += f'<Relationship Id="r2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        members["xl/sharedStrings.xml"] = strings
    members["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
    )
    members[sheet] = f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    return zipped(members)


_FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
_FAR = {
    "plain": '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
    "single quotes": "<row r='1048576'><c r='XFD1048576'><v>2</v></c></row>",
    "space before =": '<row r = "1048576"><c r = "XFD1048576"><v>2</v></c></row>',
    "lower case": '<row r="1048576"><c r="xfd1048576"><v>2</v></c></row>',
    "long attributes": f'<row r="1048576"><c s="{"0" * 300}" r="XFD1048576"><v>2</v></c></row>',
    "cells without r": f'<row r="1048576">{"<c><v>1</v></c>" * 9000}</row>',
    "four letters": '<row r="1048576"><c r="ZZZZ1048576"><v>2</v></c></row>',
}
for _name, _cells in _FAR.items():
    attack(f"xlsx, far cell, {_name}", "far.xlsx")(lambda size, cells=_cells: xlsx(_FIRST + cells))  # type: ignore[misc]
for _name, _sheet in (
    ("sheet elsewhere", "other/s"),
    ("sheet called .XML", "xl/worksheets/sheet1.XML"),
    ("folders in capitals", "XL/WORKSHEETS/SHEET1.XML"),
):
    attack(f"xlsx, far cell, {_name}", "far.xlsx")(
        lambda size, sheet=_sheet: xlsx(_FIRST + _FAR["plain"], sheet)  # type: ignore[misc]
    )


@attack("xlsx, a cell beyond every sheet", "far.xlsx")
def _(size: int) -> bytes:
    return xlsx(_FIRST + '<row r="4294967290"><c r="ZZZZZZZ4294967290"><v>2</v></c></row>')


@attack("xlsx, far cell, another prefix", "far.xlsx")
def _(size: int) -> bytes:
    return xlsx(
        f'<x:row xmlns:x="{_MAIN}" r="1048576"><x:c r="XFD1048576"><x:v>2</x:v></x:c></x:row>{_FIRST}'
    )


@attack("xlsx, one string of many letters in many cells", "strings.xlsx", 20 * KILO, MEGA)
def _(size: int) -> bytes:
    rows = "".join(
        f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c><c r="B{i}" t="s"><v>0</v></c></row>'
        for i in range(1, size // 20)
    )
    text = f'<sst xmlns="{_MAIN}"><si><t>{"x" * size}</t></si></sst>'
    return xlsx(rows, strings=text)


@attack("xlsx, four billion strings announced", "count.xlsx")
def _(size: int) -> bytes:
    strings = f'<sst xmlns="{_MAIN}" count="4294967295" uniqueCount="4294967295"><si><t>x</t></si></sst>'
    return xlsx(_FIRST, strings=strings)


@attack("xlsx, dimension of all cells", "dimension.xlsx")
def _(size: int) -> bytes:
    before = f'<?xml version="1.0"?><!-- {size} -->'
    data = f'<row r="1"><c r="A1"><v>1</v></c></row></sheetData><dimension ref="A1:XFD1048576"/><sheetData>{_FIRST}'
    return xlsx(data, before=before)


@attack("xlsx, a formula shared by all cells", "formula.xlsx")
def _(size: int) -> bytes:
    return xlsx(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:XFD1048576" si="0">1+1</f><v>2</v></c><c r="B1"><v>1</v></c></row>'
    )


@attack("xlsx, billion laughs", "laughs.xlsx", 4, 10)
def _(size: int) -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, size))
    cells = f'<row r="1"><c r="A1" t="str"><v>&a{size - 1};</v></c></row>'
    return xlsx(cells, before=f"<!DOCTYPE x [{entities}]>")


@attack("xlsx, external entity", "external.xlsx")
def _(size: int) -> bytes:
    before = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return xlsx('<row r="1"><c r="A1" t="str"><v>&e;</v></c><c r="B1"><v>1</v></c></row>' * 3, before=before)


@attack("xlsx, nested without end", "nested.xlsx", 20 * KILO, 2 * MEGA)
def _(size: int) -> bytes:
    return xlsx("<row>" * size)


@attack("xlsx, bomb", "bomb.xlsx", MEGA, 390 * MEGA)
def _(size: int) -> bytes:
    return xlsx(_FIRST + " " * size)


@attack("xlsx, many cells", "many.xlsx", 30 * KILO, 5 * MEGA)
def _(size: int) -> bytes:
    return xlsx("".join(f"<row>{'<c><v>1</v></c>' * 10}</row>" for _ in range(size // 10)))


@attack("xlsx, many sheets", "sheets.xlsx", 200, 60 * KILO)
def _(size: int) -> bytes:
    return zipped({"xl/workbook.xml": "<workbook/>", **{f"xl/worksheets/{i}.xml": "" for i in range(size)}})


# ---- .xlsb ---------------------------------------------------------------------------------------------------------


def _record(number: int, data: bytes = b"") -> bytes:
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    return head + bytes([len(data)]) + data


def xlsb(last_row: int, last_column: int, cells: list[tuple[int, int]]) -> bytes:
    """A binary workbook whose sheet says it has so many rows and columns, with numbers in these cells."""
    name, relation = ("A".encode("utf-16-le"), "r1".encode("utf-16-le"))
    bundle = struct.pack("<III", 0, 1, 2) + relation + struct.pack("<I", 1) + name
    sheet = _record(0x81) + _record(0x94, struct.pack("<IIII", 0, last_row, 0, last_column)) + _record(0x91)
    for row, column in cells:
        sheet += _record(0x00, struct.pack("<I", row) + bytes(13))
        sheet += _record(0x05, struct.pack("<IId", column, 0, 1.5))
    sheet += _record(0x92) + _record(0x82)
    relations = f'<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "xl/workbook.bin": _record(0x83)
            + _record(0x8F)
            + _record(0x9C, bundle)
            + _record(0x90)
            + _record(0x84),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


@attack("xlsb, far cell", "far.xlsb")
def _(size: int) -> bytes:
    return xlsb(1_048_575, 16_383, [(0, 0), (1_048_575, 16_383)])


@attack("xlsb, cell beyond every sheet", "far.xlsb")
def _(size: int) -> bytes:
    return xlsb(1, 1, [(0, 0), (4_294_967_290, 4_294_967_290)])


@attack("xlsb, dimension of all cells", "dimension.xlsb")
def _(size: int) -> bytes:
    return xlsb(4_294_967_290, 4_294_967_290, [(0, 0), (1, 1)])


# ---- .xls ----------------------------------------------------------------------------------------------------------


def xls() -> bytes:
    """An old workbook with numbers in its first and in its last possible cell."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1), (65_535, 255)):
        sheet.write(row, column, 1.0625)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    """The same bytes with one place changed."""
    assert data.count(old) == 1 and len(old) == len(new)
    return data.replace(old, new)


@attack("xls, far cell", "far.xls")
def _(size: int) -> bytes:
    return patched(
        xls(), struct.pack("<HH", 65_535, 255) + b"\x11\x00", struct.pack("<HH", 65_535, 65_535) + b"\x11\x00"
    )


@attack("xls, huge dimension", "dimension.xls")
def _(size: int) -> bytes:
    old = struct.pack("<HHII", 0x0200, 14, 0, 65_536)
    return patched(xls(), old, struct.pack("<HHII", 0x0200, 14, 0, 4_294_967_290))


@attack("xls, sectors in a circle", "circle.xls")
def _(size: int) -> bytes:
    data = bytearray(xls())
    (sector,) = struct.unpack_from("<i", data, 76)
    begin = (sector + 1) * 512
    for i in range(128):
        if struct.unpack_from("<i", data, begin + 4 * i)[0] != -3:
            struct.pack_into("<i", data, begin + 4 * i, i)
    return bytes(data)


@attack("xls, nothing but its first bytes", "broken.xls", 2 * KILO, 100 * MEGA)
def _(size: int) -> bytes:
    return xls()[:512] + bytes(size)


# ---- .ods ----------------------------------------------------------------------------------------------------------

_ODS_CELL = '<table:table-cell office:value-type="float" office:value="{0}"{1}><text:p>{0}</text:p></table:table-cell>'


def ods(rows: str) -> bytes:
    """An .ods with one sheet."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    xml = f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet><table:table table:name="A">'
    xml += f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": xml,
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def _ods_row(attributes: str = "", of_cell: str = "", cells: int = 1) -> str:
    return f"<table:table-row{attributes}>{_ODS_CELL.format(1, of_cell) * cells}</table:table-row>"


@attack("ods, rows never closed", "open.ods", 10 * KILO, 2 * MEGA)
def _(size: int) -> bytes:
    return ods("<table:table-row>" * size)


@attack("ods, tables in tables", "nested.ods", 10 * KILO, MEGA)
def _(size: int) -> bytes:
    return ods("<table:table><table:table-row><table:table-cell>" * size)


@attack("ods, a row repeated", "rows.ods", 500_000, 4_000_000_000)
def _(size: int) -> bytes:
    return ods(_ods_row(f' table:number-rows-repeated="{size}"', cells=20))


@attack("ods, a cell repeated", "cells.ods", 2_000_000, 4_000_000_000)
def _(size: int) -> bytes:
    return ods(_ods_row(of_cell=f' table:number-columns-repeated="{size}"') * 3)


@attack("ods, empty rows repeated between two", "gap.ods", 2_000_000, 4_000_000_000)
def _(size: int) -> bytes:
    return ods(f'{_ods_row()}<table:table-row table:number-rows-repeated="{size}"/>{_ods_row()}')


@attack("ods, rows of repeated cells repeated", "both.ods", 1_000_000, 1_000_000)
def _(size: int) -> bytes:
    repeats = f' table:number-rows-repeated="{size}"'
    return ods(_ods_row() + _ods_row(repeats, of_cell=' table:number-columns-repeated="16000"'))


@attack("xlsx with a far cell, in a zip", "far.zip")
def _(size: int) -> bytes:
    return zipped({"far.xlsx": xlsx(_FIRST + _FAR["plain"])})


# ---- packed --------------------------------------------------------------------------------------------------------


@attack("gzip of empty members", "members.csv.gz", 100 * KILO, 20 * MEGA)
def _(size: int) -> bytes:
    return gzip.compress(b"") * (size // 20)


@attack("gzip bomb", "bomb.csv.gz", 5 * MEGA, 1000 * MEGA)
def _(size: int) -> bytes:
    return gzip.compress(b"1,2\n" * (size // 4), 1)


@attack("zip bomb", "bomb.zip", 5 * MEGA, 1000 * MEGA)
def _(size: int) -> bytes:
    return zipped({"a.csv": b"1,2\n" * (size // 4)})


@attack("zip that lies about its size", "lies.zip", MEGA, 500 * MEGA)
def _(size: int) -> bytes:
    data = zipped({"a.csv": b"1,2\n" * (size // 4)})
    return data.replace(struct.pack("<I", size // 4 * 4), struct.pack("<I", 100))


@attack("zip of many files", "many.zip", 12 * KILO, 60 * KILO)
def _(size: int) -> bytes:
    return zipped({f"{i}.csv": b"" for i in range(size)}, zipfile.ZIP_STORED)


@attack("zip in zip", "inner.zip", 50, 1000)
def _(size: int) -> bytes:
    data = b"a,b\n1,2\n"
    for _ in range(size):
        data = zipped({"a.csv": data}, zipfile.ZIP_STORED)
    return data


@attack("zip with names that climb", "climb.zip")
def _(size: int) -> bytes:
    table = "a,b\n1,2\n3,4\n5,7\n"
    return zipped(
        {"../../etc/cron.d/x.csv": table, "/etc/x.csv": table, "C:\\x.csv": table, "x\x01.csv": table}
    )


@attack("zip with long names", "names.zip", 5, 500)
def _(size: int) -> bytes:
    return zipped({f"{i}{'n' * 60_000}.csv": "a,b\n1,2\n3,4\n" for i in range(size)})


# ---- text ----------------------------------------------------------------------------------------------------------


@attack("alternating quotes", "quotes.csv", 200 * KILO, 20 * MEGA)
def _(size: int) -> bytes:
    return b"a,b\n" + b'"x,"y\n' * (size // 6)


@attack("quotes of both kinds, never closed", "quotes.csv", 50 * KILO, 20 * MEGA)
def _(size: int) -> bytes:
    return b"a,b\n" + b"\"\n'\n" * (size // 4)


@attack("nothing but quotes", "quotes.csv", 200 * KILO, 60 * MEGA)
def _(size: int) -> bytes:
    return b"a,b\n" + b'"' * size


@attack("quotes and spaces", "quotes.csv", 100 * KILO, 20 * MEGA)
def _(size: int) -> bytes:
    return b"a,b\n" + b'" ' * (size // 2)


@attack("a quote before many spaces, often", "quotes.csv", 300 * KILO, 20 * MEGA)
def _(size: int) -> bytes:
    return b"a,b\n" + (b'1,"x"' + b" " * 1000 + b"y\n") * (size // 1007)


@attack("one cell over many lines", "lines.csv", 100 * KILO, 60 * MEGA)
def _(size: int) -> bytes:
    return b"a,b\n" + b"1,2\n" * 1000 + b'1,"' + b"x\n" * (size // 2) + b'"\n' + b"1,2\n" * 1000


@attack("one line", "line.csv", 1_100 * KILO, 190 * MEGA)
def _(size: int) -> bytes:
    return b"a" * size


@attack("one line of cells", "line.csv", 200 * KILO, 190 * MEGA)
def _(size: int) -> bytes:
    return b"1," * (size // 2)


@attack("a long cell among short ones", "cell.csv", 1_100 * KILO, 50 * MEGA)
def _(size: int) -> bytes:
    return b"a,b\n" + b"1,2\n" * 1000 + b"1," + b"x" * size + b"\n" + b"1,2\n" * 1000


@attack("a name as long as a file", "name.csv", 900 * KILO, 990 * KILO)
def _(size: int) -> bytes:
    return b"n" * size + b",b\n" + b"1,2\n2,3\n4,5\n"


@attack("zeros among the text", "zeros.csv", 200 * KILO, 190 * MEGA)
def _(size: int) -> bytes:
    return b"a,b\n1,2\n" + bytes(size) + b"3,4\n5,6\n"


@attack("blank lines", "blank.csv", 50 * KILO, 50 * MEGA)
def _(size: int) -> bytes:
    return b"a,b\n" + b"\n" * size + b"1,2\n3,4\n"


@attack("line ends of all kinds", "ends.csv", 60 * KILO, 50 * MEGA)
def _(size: int) -> bytes:
    return b"a,b\r\n" + b"1,2\r3,4\n\r5,6\r\r\n\n" * (size // 17)


@attack("delimiters only", "delimiters.csv", 200 * KILO, 60 * MEGA)
def _(size: int) -> bytes:
    return (b"," * 999 + b"\n") * (size // 1000)


@attack("delimiters of all kinds", "delimiters.csv", 200 * KILO, 30 * MEGA)
def _(size: int) -> bytes:
    return b",;\t|:^~*#&=/- \n" * (size // 15)


@attack("many columns", "wide.csv", 1000, 20 * KILO)
def _(size: int) -> bytes:
    rows = [",".join(f"c{j}" for j in range(size)), *(",".join(["1.5"] * size) for _ in range(20))]
    return "\n".join(rows).encode()


@attack("more columns than can be read", "wide.csv", 30 * KILO, 30 * MEGA)
def _(size: int) -> bytes:
    return b"x," * size + b"\n" + b"1," * size + b"\n"


@attack("many rows", "rows.csv", 50 * KILO, 40 * MEGA)
def _(size: int) -> bytes:
    return b"a\n" + b"1\n" * size


@attack("dates of another calendar", "dates.csv", 20 * KILO, 2 * MEGA)
def _(size: int) -> bytes:
    return b"day,x\n" + b"9999-99-99,1\n0000-00-00,2\n99999999999-01-01,3\n" * (size // 45)


@attack("numbers too long", "numbers.csv", 20 * KILO, 20 * MEGA)
def _(size: int) -> bytes:
    return b"a,b\n" + (b"1" * 5000 + b",1e999999\n" + b"-" * 5000 + b",1e-999999\n") * (size // 10_000)


@attack("bytes of no text", "binary.csv", 50 * KILO, 50 * MEGA)
def _(size: int) -> bytes:
    return bytes(range(256)) * (size // 256)


@attack("half characters", "half.csv", 50 * KILO, 50 * MEGA)
def _(size: int) -> bytes:
    return b"\xff\xfea\x00,\x00b\x00\n\x00" + b"\x00\xd81\x00,\x002\x00\n\x00" * (size // 10)


for _codec in ("punycode", "idna", "zlib_codec", "unicode_escape", "utf-7", "base64", "bz2"):

    @attack(f"read as {_codec}", "codec.csv", 20 * KILO, 200 * KILO, Choices(encoding=_codec))
    def _(size: int) -> bytes:
        return b"a,b\n" + b"xn--1-,2\n" * (size // 9)


_NAMES = (
    "<img src=x onerror=alert(1)>",
    "=cmd|'/c calc'!A0",
    "$x$",
    "[a](javascript:alert(1))",
    "\u202eabc",
    "../../x",
    "{{7*7}}",
    "\x1b[31m",
)
for _text in _NAMES:

    @attack(f"a column called {_text!a}", "names.csv")
    def _(size: int, text: str = _text) -> bytes:
        return f'"{text}","{text}",c\n1,2,{text}\n3,4,{text}\n9,7,x\n'.encode()
