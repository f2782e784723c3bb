Guten Tag[#if (customer.name)?has_content] ${customer.name}[/#if],
[#if ticket.level > 1]
danke, dass Sie uns offen sagen, dass unsere Lösung Ihnen nicht geholfen hat. Ihre Beschwerde ${ticket.number} ist wieder offen und wird jetzt vorgezogen.
[#else]
danke, dass Sie uns Bescheid geben. Ihre Beschwerde ist bei uns, und wir gehen ihr sorgfältig nach. Ihre Nummer ist ${ticket.number}.
[/#if]
[#if ticket.firstAnswerBy??]
Sie hören von uns bis ${ticket.firstAnswerBy?string("EEEE, d. MMMM, HH:mm")} Uhr.
[/#if]

Ihr Serviceteam von ${company.name}
