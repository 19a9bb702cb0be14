"""Words that mean something in a table, in the languages people write tables in. What they do is said where they are used."""

from __future__ import annotations

_TOTALS = (
    "grand total|subtotal|sub total|sub-total|overall total|column total|total general|total generale|total général|total geral|"
    "total amount|total value|total sum|total overall|total all|sum total|general total|gesamt|gesamtsumme|gesamtergebnis|"
    "gesamtbetrag|endsumme|zwischensumme|summe|summe gesamt|insgesamt|totale|totali|totaux|totale generale|totale complessivo|"
    "in totaal|totaal|totalsumma|sammanlagt|i alt|yhteensä|toplam|genel toplam|celkem|spolu|összesen|razem|ogółem|łącznie|"
    'suma końcowa|suma ogółem|итого|всего|сумма|разом|всього|общо|ukupno|skupaj|kokku|kopā|samtals|σύνολο|합계|총계|סה"כ|סה״כ|'
    "סך הכל|المجموع|รวม|合計|合计|总计|總計|mittelwert|durchschnitt|gemiddelde|standardabweichung|standard deviation|std dev|std. dev|"
    "std.dev|st dev|st. dev|stddev|stdev|standard error|std error|std. error"
)
TOTALS = frozenset(_TOTALS.split("|"))
"""Names of rows that sum others up, and can mean nothing else."""

TOTAL_AT_THE_END = "total|totals|sum|summe|gesamt|totaux"
"""What the name of a total may end with, behind words of its own."""
TOTAL_AT_THE_BEGINNING = "gesamt|summe|итого|всего"
"""What it may begin with, besides the words for a sum below."""
TOTAL_OF_A_GROUP = "summe|итого|sous-total|sous total|subtotaal|tussentotaal|subtotale|zwischensumme|mezisoučet|delsumma|delsum|подытог"
"""The same for the total of some rows, which names these: `Summe Material`."""

STATISTICS = {
    "sum": "total|totals|sum|sums|suma|somme|summa|ensemble|viso|zusammen|totalt|samlet",
    "mean": "mean|average|averages|avg|media|média|médias|promedio|moyenne|mittelwert|schnitt|durchschnitt|gemiddelde|"
    "medelvärde|genomsnitt|gjennomsnitt|gennemsnit|snitt|meðaltal|keskiarvo|keskmine|vidējais|vidurkis|średnia|průměr|"
    "priemer|átlag|ortalama|povprečje|prosjek|medie|media aritmética|среднее|середнє|средно|μέσος όρος|平均|平均值|평균",
    "min": "min|minimum|mínimo|minimo|minimi|минимум|最小|最小值",
    "max": "max|maximum|máximo|massimo|maksimi|maksimum|максимум|最大|最大值",
    "median": "median|mediana|médiane|mediaan|mediaani|medián|медиана|中央値",
    "count": "n|count|anzahl|antal|antall|aantal|nombre|cantidad|conteo|počet|liczba|количество",
    "sd": "sd|std|stdabw|standardabweichung|écart-type|écart type|desviación estándar|deviazione standard|keskihajonta|"
    "odchylenie standardowe|směrodatná odchylka|szórás|標準偏差",
    "se": "se|sem",
    "variance": "var|variance",
    "range": "range",
    "variation": "cv|rsd",
}
"""What a row says that it is, where its name may be one of a company, a state, an element or a department just as well."""

SPACES = " \u00a0\u202f\u2009"
APOSTROPHES = "'’´`"
MINUS_SIGNS = "-−–‒"
DASHES = "-–—−"
"""What stands for a missing number, or for no cents in `12,-`."""
CURRENCY_SIGNS = "€$£¥￥₹₽₩₺₪฿₫₴₦₱¢₿円元원"
CURRENCY_BEFORE = "R$|US$|A$|C$|HK$|NZ$|S$"
"""More than one sign, before an amount only."""
CURRENCY_WORDS = ("kr\\.?", "Fr\\.?", "Kč", "zł", "лв", "руб\\.?", "Ft", "lei")
"""Patterns, as some may have a point."""
CURRENCY_CODES = [
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "JPY",
    "CNY",
    "RMB",
    "SEK",
    "NOK",
    "DKK",
    "ISK",
    "PLN",
    "CZK",
    "HUF",
    "RON",
    "BGN",
    "RUB",
    "RUR",
    "UAH",
    "TRY",
    "INR",
    "BRL",
    "MXN",
    "ARS",
    "CLP",
    "COP",
    "PEN",
    "CAD",
    "AUD",
    "NZD",
    "SGD",
    "HKD",
    "KRW",
    "ZAR",
    "ILS",
    "AED",
    "SAR",
    "THB",
    "IDR",
    "MYR",
    "PHP",
    "VND",
    "EGP",
    "NGN",
    "KES",
    "HRK",
    "RSD",
]

_ANYWHERE = "na n/a null #n/a nan missing <na> #na \\n"
MISSING_ANYWHERE = frozenset(["", "#n/a n/a", *_ANYWHERE.split()])
"""A column of nothing but these is empty. Compared in lower case."""
_IN_NUMBERS = (
    "- -- --- – — . .. ... ? : * none nil n.a. n.a n.d. n.d nd k.a. n/d s/d -nan 1.#qnan 1.#ind -1.#ind #div/0! #value! "
    "#ref! #name? #num! #null! … unknown na()"
)
MISSING_IN_NUMBERS = MISSING_ANYWHERE | {"k. a.", "not available"} | frozenset(_IN_NUMBERS.split())
"""Read as missing in a column of numbers or dates; in a column of words they are words."""
INFINITE = frozenset(
    ["inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞", "-∞", "+∞", "1.#inf", "-1.#inf"]
)
"""Neither a number to compute with nor a word."""

_MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec sept mai okt dez janv févr mars avr juin juil août déc ene abr ago "
    "dic january february march april june july august september october november december januar februar märz juni juli "
    "oktober dezember janvier février avril juillet septembre octobre novembre décembre"
)
MONTHS = frozenset(_MONTHS.split())
_UNITS = (
    "% ％ ‰ ° °c °f k c f m km cm mm µm μm nm dm ft in yd mi g kg mg µg μg t lb lbs oz s sec ms µs ns min h hr hrs d l ml "
    "cl dl hl w kw mw gw wh kwh mwh gwh v mv kv a ma hz khz mhz ghz pa hpa kpa mpa bar mbar psi j kj mj cal kcal mol mmol "
    "db dba px pt em b kb mb gb tb kib mib gib bps kbps mbps gbps km/h m/s mph kmh rpm m² m2 m³ m3 km² km2 cm² cm3 cm³ ha "
    "ppm ppb lux lx n nm kn kg/m3 g/l mg/l µg/m3 ug/m3 µg/m³ pcs pc stk st x eur usd gbp chf jpy cny rmb sek nok dkk isk "
    "pln czk huf ron bgn rub rur uah try inr brl mxn cad aud nzd zar kr kr. kč zł ft lei лв руб руб. fr fr. rs rs."
)
KNOWN_UNITS = frozenset(_UNITS.split())
"""Units that may be glued to a number. Compared in lower case."""
_FAMILIES = (
    {"mm": 1, "cm": 10, "dm": 100, "m": 1_000, "km": 1_000_000},
    {"mg": 1, "g": 1_000, "kg": 1_000_000, "t": 1_000_000_000},
    {"ml": 1, "mL": 1, "cl": 10, "dl": 100, "l": 1_000, "L": 1_000, "hl": 100_000},
    {"ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000},
    {"KB": 1, "kB": 1, "MB": 1_000, "GB": 1_000_000, "TB": 1_000_000_000},
    {"W": 1, "kW": 1_000, "MW": 1_000_000, "GW": 1_000_000_000},
    {"Wh": 1, "kWh": 1_000, "MWh": 1_000_000, "GWh": 1_000_000_000},
)
UNITS_ALIKE = {unit: (family, size) for family, units in enumerate(_FAMILIES) for unit, size in units.items()}
"""Units that measure the same thing: which thing, and how many of the smallest each is. Capitals matter: a mW is no MW."""

_USUAL_NAMES = (
    "name names region country land city town state county district category group item product type age sex gender sector unit "
    "kreis gemeinde bundesland ort stadt staat gruppe kategorie artikel produkt geschlecht alter jahr pays région ville commune "
    "país provincia municipio ciudad estado regione comune kommun län maa kunta gmina województwo year"
)
USUAL_NAMES = frozenset(_USUAL_NAMES.split())
"""What people often call a column of words: in the first row it is hardly a value."""

DAYS = "date|day|datum|dato|data|fecha|jour|tag|dag|yyyy|ymd|tarih|日"
"""A column whose name holds one of these may hold days as `20130131`."""
_NAMES_OF_ROWS = (
    "id ids nr nro no num núm n° nº № key code cod cód código codigo codice kode kod kood koodi kodi код zip zipcode postcode "
    "plz cep phone tel telephone telefon telefono teléfono téléphone телефон fax isbn ean gtin upc sku uuid guid rowid fid gid oid "
    "objectid mmsi pk ssn fips iban insee siren siret cpf cnpj matricule matrikel number nummer numer numero número numéro номер číslo "
    "cislo identifier identifiant identificador identificativo kennung barcode serial folio lfd رقم"
)
NAMES_OF_ROWS = frozenset(_NAMES_OF_ROWS.split())
"""Whole numbers under a name that begins or ends with such a word say which row it is, not how much of anything."""
ALONE_NAMES_OF_ROWS = frozenset(
    ["#", "index", "idx", "row", "rownum", "lp", "l p", "unnamed 0", "s no", "sno", "seq", "dorsal", "bib", "account", "acct",
     "konto", "compte", "cuenta", "conto", "conta", "rekening", "счет", "счёт", "科目"]
)  # fmt: skip
"""The same for a name that is nothing else: a price index is an amount, and what is in an account too."""
NAMES_OF_KINDS = frozenset([
    "type", "typ", "tipo", "tyyppi", "typu", "тип", "rodzaj", "soort", "種別", "類型", "类型", "유형",
    "status", "statut", "estado", "stato", "stav", "статус", "状态", "狀態", "ステータス", "상태",
    "account", "konto", "compte", "cuenta", "conta", "conto", "счет", "счёт",
])  # fmt: skip
"""A few whole numbers under a name that ends with such a word are codes: `Record Type`, `sc-status`, `Konto`."""
ENDS_OF_NAMES_OF_ROWS = (
    "nummer", "nr", "schlüssel", "kennziffer", "postleitzahl", "telefon", "zipcode", "postcode", "номер", "番号", "番號", "编号",
    "編號", "号码", "號碼", "邮编", "コード", "번호", "코드", "รหัส", "מספר", "αριθμός", "sorszám", "numarası",
)  # fmt: skip
"""The same for words that are written together: Kundennummer, 顧客番号."""
AMOUNT_OF = frozenset(
    ["of", "de", "der", "des", "von", "van", "di", "do", "da", "del", "av", "z", "за", "dei"]
)
"""`Number of rooms` is an amount."""

_CALENDAR = {
    (
        1500,
        2200,
    ): "year years yr yyyy jahr jahre année annee año anio ano anno rok év vuosi år aar jaar 年 年度 год yıl έτος "
    "decimal_date decimal_year year_decimal date_decimal dezimaldatum",
    (0, 12): "month months monat mois mes mês mese maand miesiąc månad måned kuukausi 月 месяц ay mm mon",
    (0, 366): "day days tag jour dia día giorno dag dzień 日 день gün doy yday dd weekday wochentag dow",
    (
        0,
        60,
    ): "hour hours stunde heure hora ora uur godzina 時 час hh minute minuten week woche semaine semana settimana vecka "
    "quarter quartal trimestre trimester",
}
CALENDAR = {word: ends for ends, words in _CALENDAR.items() for word in words.split()}
"""Names of the parts of a date, and from where to where such a part goes: it says when a row was, not what it is like."""

LIKELY_CODES = (
    -999.0, -9999.0, -99.0, -9.0, -1.0, 99.0, 999.0, 9999.0, 99999.0, -99999.0,
    -99.9, -999.9, -9999.9, 99.9, 999.9, 9999.9, -99.99, -999.99, 99.99, 999.99,
)  # fmt: skip
"""Numbers by which people often write "no value"."""
