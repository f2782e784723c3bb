<mjml>
  <mj-head>
    <mj-title>Ein Tipp für die ersten Wochen</mj-title>
    <mj-preview>Fragen Sie früh: Das meiste ist in zwei Sätzen geklärt.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Ein Tipp für die ersten Wochen</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          <p>das würden wir einem Freund für die ersten Wochen[#if (events["customer.joined"].product)?has_content] mit
            <strong>${events["customer.joined"].product}</strong>[/#if] raten:</p>
        </mj-text>
        <mj-text css-class="note" mj-class="note">
          <p><strong>Fragen Sie früh.</strong> Ein Teil geht schwer, eine Einstellung ist nicht zu finden, etwas
            klingt anders als gedacht: Das meiste ist in zwei Sätzen geklärt.</p>
        </mj-text>
        <mj-text padding-top="18px">
          <p>Antworten Sie auf diese Nachricht und beschreiben Sie es in Ihren Worten; ein Foto sagt oft den
            Rest. Ein Mensch liest es und sagt Ihnen, was zu tun ist.</p>
          <p>Es ist alles gut? Dann genießen Sie es einfach.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
