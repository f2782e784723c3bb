<mjml>
  <mj-head>
    <mj-title>Welcome[#if (customer.calledName)?has_content], ${customer.calledName}[/#if]</mj-title>
    <mj-preview>Good to have you with us. What you can count on from us.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Good to have you with us</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          [#if (events["customer.joined"].product)?has_content]
          <p>You have chosen <strong>${events["customer.joined"].product}</strong>, and we are glad about it. Welcome to
            ${company.name}!</p>
          [#else]
          <p>You are with us now, and we are glad about it. Welcome to ${company.name}!</p>
          [/#if]
          [#switch customer.segment!""]
            [#on "premium"]<p>With premium you have put special trust in us. We mean to deserve it.</p>
            [#on "business"]<p>Will colleagues of yours use it too? Please pass this letter on: whoever writes to us
              about it is welcome.</p>
            [#on "vip"]<p>It means a great deal to us that you have chosen us. We will look after you with all
              the care we have.</p>
            [#default]
          [/#switch]
          <p>What comes next is little: in a few days a tip for the beginning, and in a month one question, how
            it is going. In between we leave you in peace.</p>
          <p>Is anything unclear, or not as you expected? Just reply to this message. A person reads it, and a
            person answers.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
