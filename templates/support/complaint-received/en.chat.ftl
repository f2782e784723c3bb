[#if (customer.calledName)?has_content]Dear ${customer.calledName},[#else]Good day,[/#if]
[#if ticket.level > 1]
thank you for telling us plainly that our solution has not helped you. Your complaint ${ticket.number} is open again and now goes before others.
[#else]
thank you for telling us. We have your complaint and look into it with care. Its number is ${ticket.number}.
[/#if]
[#if ticket.firstAnswerBy??]
You will hear from us by ${ticket.firstAnswerBy?string("EEEE, d MMMM, HH:mm")}.
[/#if]

Your service team at ${company.name}
