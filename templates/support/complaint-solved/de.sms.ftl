${company.name}: unsere Lösung für Ihre Beschwerde ${ticket.number}.
${lines(answers.whatWeDo)}
Ist die Sache damit für Sie gelöst?
Ja: ${links.accept}
Nein: ${links.refuse}
