[#-- Sagt eine Kollegin oder ein Kollege, in eigenen Worten. --]
Guten Tag[#if (customer.name)?has_content], spreche ich mit ${customer.name}[/#if]? Hier ist das Serviceteam von ${company.name}.

[#if ticket.level > 1]
- Für die offenen Worte danken, dass unsere Lösung nicht geholfen hat. Es tut uns leid, dass es einen weiteren Anlauf braucht.
- Die Beschwerde ${ticket.number} ist wieder offen und wird jetzt vorgezogen. Niemand muss etwas zweimal erklären.
[#else]
- Für die Nachricht danken. Die Beschwerde ist bei uns, und wir gehen ihr sorgfältig nach.
- Die Nummer nennen: ${ticket.number}.
[/#if]
[#if ticket.firstAnswerBy??]
- Wir melden uns bis ${ticket.firstAnswerBy?string("EEEE, d. MMMM, HH:mm")} Uhr (Ortszeit dort).
[/#if]
- Fragen, ob noch etwas zu ergänzen ist.
