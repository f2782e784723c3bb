<mjml>
  <mj-head>
    <mj-title>Ein Dankeschön für Sie</mj-title>
    <mj-preview>Ihr eigener Code ist darin.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>Ein Dankeschön für Sie</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-de.mjml" />
        <mj-text>
          <p>Sie haben uns gesagt, wie es Ihnen geht. Das hilft uns, besser zu werden, und das ist uns etwas
            wert.</p>
          [#switch loyalty.tier!""][#on "bronze"]<p>Mit den Punkten dafür haben Sie <strong>Bronze</strong> erreicht.</p>[#on "silver"]<p>Mit den Punkten dafür haben Sie <strong>Silber</strong> erreicht.</p>[#on "gold"]<p>Mit den Punkten dafür haben Sie <strong>Gold</strong> erreicht.</p>[#default][/#switch]
        </mj-text>
        <mj-text css-class="note" mj-class="note">
          <p>Für Sie: <strong>[#switch loyalty.reward.name][#on "thank-you-10"]10 % auf Ihre nächste Bestellung[#default]ein Dankeschön von uns[/#switch]</strong><br />
            Ihr Code: <strong>${loyalty.reward.code}</strong>[#if (loyalty.reward.expiresAt)??]<br />
            Gültig bis ${loyalty.reward.expiresAt?string("d. MMMM yyyy")}[/#if]</p>
        </mj-text>
        <mj-text padding-top="18px">
          <p>Der Code gehört Ihnen allein. Lösen Sie ihn ein, oder schenken Sie ihn jemandem, den Sie mögen.</p>
          <p>Danke, dass Sie bei uns sind.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-de.mjml" />
    <mj-include path="../../messaging/letter/footer-de.mjml" />
  </mj-body>
</mjml>
