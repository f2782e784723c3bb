<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] Has our solution helped?</mj-title>
    <mj-preview>One click is enough to tell us.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Has our solution helped?</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          <p>A few days ago we wrote to you about your complaint <strong>${ticket.number}</strong>.
            We would like to be sure that all is well now.</p>
          [#if (answers.whatWeDo)?has_content]
          <p>This is what we told you we would do:</p>
          [/#if]
        </mj-text>
        <mj-raw>[#if (answers.whatWeDo)?has_content]</mj-raw>
        <mj-text css-class="note" mj-class="note">
          <p>${lines(answers.whatWeDo)}</p>
        </mj-text>
        <mj-raw>[/#if]</mj-raw>
        <mj-text padding-top="18px">
          <p>If we hear nothing from you in the next seven days, we take it that the matter is settled
            and close your complaint. You can come back to us at any time.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../letter/answer-en.mjml" />
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../letter/withdraw-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
