${company.name}: hat unsere Lösung für Ihre Beschwerde ${ticket.number} geholfen?
Ja: ${links.accept}
Nein: ${links.refuse}
Hören wir sieben Tage nichts, schließen wir sie ab.
