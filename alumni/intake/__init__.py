"""From an uploaded roster to typed rows: no database, no models, no forms.

`roster.read_roster` is the way in; `mapping.Mapping` is what a person may correct;
`reasons.sentence` and `refusal.Refused` say what is wrong.
"""
