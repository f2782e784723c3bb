<mjml>
  <mj-head>
    <mj-title>[${ticket.number}] How did we look after you?</mj-title>
    <mj-preview>One question, one click.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>How did we look after you?</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          <p>Your complaint <strong>${ticket.number}</strong> is closed. You had trouble with us, and we would like
            to know how we dealt with it, as you see it.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../feedback/letter/score-en.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text>
          <p>One click is enough, and you may change your mind afterwards. If it was not good, somebody calls
            you: not to explain, but to listen.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
