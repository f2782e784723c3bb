<mjml>
  <mj-head>
    <mj-title>A thank-you for you</mj-title>
    <mj-preview>Your own code is inside.</mj-preview>
    <mj-include path="../../messaging/letter/head.mjml" />
  </mj-head>
  <mj-body>
    <mj-include path="../../messaging/letter/header.mjml" />
    <mj-section css-class="paper">
      <mj-column>
        <mj-text mj-class="headline"><h1>A thank-you for you</h1></mj-text>
        <mj-include path="../../messaging/letter/greeting-en.mjml" />
        <mj-text>
          <p>You told us how it is going. That helps us to get better, and it is worth something to us.</p>
          [#switch loyalty.tier!""][#on "bronze"]<p>The points for it have brought you to <strong>Bronze</strong>.</p>[#on "silver"]<p>The points for it have brought you to <strong>Silver</strong>.</p>[#on "gold"]<p>The points for it have brought you to <strong>Gold</strong>.</p>[#default][/#switch]
        </mj-text>
        <mj-text css-class="note" mj-class="note">
          <p>For you: <strong>[#switch loyalty.reward.name][#on "thank-you-10"]10 % off your next order[#default]a thank-you from us[/#switch]</strong><br />
            Your code: <strong>${loyalty.reward.code}</strong>[#if (loyalty.reward.expiresAt)??]<br />
            Valid until ${loyalty.reward.expiresAt?string("d MMMM yyyy")}[/#if]</p>
        </mj-text>
        <mj-text padding-top="18px">
          <p>The code is yours alone. Use it, or give it to somebody you like.</p>
          <p>Thank you for being with us.</p>
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-include path="../../messaging/letter/signature-en.mjml" />
    <mj-include path="../../messaging/letter/footer-en.mjml" />
  </mj-body>
</mjml>
