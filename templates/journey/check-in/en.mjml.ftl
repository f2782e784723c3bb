<mjml>
  <mj-head>
    <mj-title>How is it going[#if (customer.calledName)?has_content], ${customer.calledName}[/#if]?</mj-title>
    <mj-preview>One question, one click.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>How is it going?</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          <p>You have been with us for a while now[#if (events["customer.joined"].product)?has_content], with your
            <strong>${events["customer.joined"].product}</strong>[/#if]. We have one question, and we would really like to
            know: how is it going?</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../feedback/letter/score-en.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text>
          <p>One click is enough, and you may change your mind afterwards. Would you rather tell us in words?
            Just reply: a person reads it.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
