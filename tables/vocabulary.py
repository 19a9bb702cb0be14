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

STATISTICS = {
    "sum": "total|totals|sum|sums|suma|somme|summa|ensemble|viso|zusammen|totalt|samlet",
    "mean": "mean|average|averages|avg|media|média|médias|promedio|moyenne",
    "min": "min|minimum",
    "max": "max|maximum",
    "median": "median",
    "count": "n|count",
    "sd": "sd|std",
    "se": "se|sem",
    "variance": "var|variance",
    "range": "range",
    "variation": "cv|rsd",
}
"""What a row says that it is, where its name may be one of a company, a state, an element or a department just as well."""
