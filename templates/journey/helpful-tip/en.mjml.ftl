<mjml>
  <mj-head>
    <mj-title>A tip for the first weeks</mj-title>
    <mj-preview>Ask early: most of it is a matter of two sentences.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>A tip for the first weeks</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          <p>Here is what we would tell a friend about the first weeks[#if (events["customer.joined"].product)?has_content] with
            <strong>${events["customer.joined"].product}</strong>[/#if]:</p>
        </mj-text>
        <mj-text css-class="note" mj-class="note">
          <p><strong>Ask early.</strong> A part that feels stiff, a setting you cannot find, a sound you did not
            expect: most of it is a matter of two sentences.</p>
        </mj-text>
        <mj-text padding-top="18px">
          <p>Reply to this message and describe it in your own words; a photograph often says the rest. A
            person reads it and tells you what to do.</p>
          <p>All is well? Then simply enjoy it.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
