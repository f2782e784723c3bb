<mjml>
  <mj-head>
    <mj-title>How are things now?</mj-title>
    <mj-preview>We know that not all went well. So we ask with care.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>How are things now?</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          <p>Not everything went well between us lately, and we have not forgotten it. Thank you for giving us
            the chance to put it right.</p>
          <p>So we ask with care, and want to hear it as it is: how is it going now?</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../feedback/letter/score-en.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text>
          <p>Is anything still open? Please reply: a person reads it, with the whole story in front of them. You
            need not explain anything twice.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
