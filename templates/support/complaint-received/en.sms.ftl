[#-- A text message costs by its length: number and moment, nothing more. --]
${company.name}: [#if ticket.level > 1]we are looking at your complaint ${ticket.number} again[#else]we have your complaint. Its number is ${ticket.number}[/#if].
[#if ticket.firstAnswerBy??]
You will hear from us by ${ticket.firstAnswerBy?string("EEE, d MMM, HH:mm")}.
[/#if]
