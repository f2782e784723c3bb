[#-- Eine SMS kostet nach Länge: Nummer und Zeitpunkt, mehr nicht. --]
${company.name}: [#if ticket.level > 1]wir sehen uns Ihre Beschwerde ${ticket.number} noch einmal an[#else]Ihre Beschwerde ist bei uns. Ihre Nummer ist ${ticket.number}[/#if].
[#if ticket.firstAnswerBy??]
Sie hören von uns bis ${ticket.firstAnswerBy?string("EEE, d. MMM, HH:mm")} Uhr.
[/#if]
