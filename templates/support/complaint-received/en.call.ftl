[#-- Said by a colleague, in their own words. --]
Good day[#if (customer.name)?has_content], is that ${customer.name}[/#if]? This is the service team of ${company.name}.

[#if ticket.level > 1]
- Thank them for telling us plainly that our solution has not helped. We are sorry that it takes another try.
- Their complaint ${ticket.number} is open again and now goes before others. They need not explain anything twice.
[#else]
- Thank them for telling us. We have their complaint and look into it with care.
- Give them the number: ${ticket.number}.
[/#if]
[#if ticket.firstAnswerBy??]
- They hear from us by ${ticket.firstAnswerBy?string("EEEE, d MMMM, HH:mm")} (their time).
[/#if]
- Ask whether there is anything they would like to add.
