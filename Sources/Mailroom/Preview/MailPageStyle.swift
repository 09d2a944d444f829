internal import Pages

/// The style of a mail's page.
enum MailPageStyle {
  static let text =
    PageColors.text + """
      *{box-sizing:border-box}
      body{margin:0;background:var(--desk);color:var(--ink);\
      font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
      .screen{display:flex;flex-direction:column;min-height:max(100vh,820px);padding:0 20px 16px}
      nav{display:flex;align-items:center;gap:6px;padding:14px 0 10px;font-size:13px}
      nav p{margin:0;font-weight:650}
      nav span,.soft,.place{color:var(--soft);font-weight:400}
      nav .place{margin-inline:auto 8px;font-weight:400}
      .all{display:none}
      .step,.all{padding:4px 11px;border:1px solid var(--edge);border-radius:7px;color:var(--ink);text-decoration:none;\
      background:var(--panel)}
      span.step{color:var(--soft);background:none;border-color:var(--line)}
      a.step:hover,.all:hover{background:var(--hover)}
      a:focus-visible,pre:focus-visible,iframe:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
      h1,dd{text-align:left}
      h1{margin-block:0 14px;font-size:23px;line-height:1.3;letter-spacing:-.01em;overflow-wrap:anywhere;text-wrap:balance}
      :lang(ar),:lang(fa),:lang(ur){letter-spacing:0}
      dl{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:10px 24px;margin:0 0 14px;font-size:14px}
      dl .wide{grid-column:span 2}
      dt{color:var(--soft);font-size:12px}
      dd{margin:0;overflow-wrap:anywhere}
      .badge{padding:1px 5px;border:1px solid currentColor;border-radius:4px;font-size:10px;font-weight:650}
      .file{display:block;font-size:12px}
      .verdict{color:var(--soft);font-size:12px}
      .near,.near .verdict{color:var(--near)}
      .over,.over .verdict{color:var(--over)}
      svg{display:block;width:100%;max-width:220px;height:4px;margin-top:4px;border-radius:2px}
      rect{fill:var(--accent)}
      .near rect{fill:var(--near)}
      .over rect{fill:var(--over)}
      dd .track{fill:var(--track)}
      .screen>*,section>*{width:100%;max-width:1157px;margin-inline:auto}
      .frames{flex:1;display:flex;gap:20px;min-height:0}
      figure{display:flex;flex-direction:column;margin:0;min-height:600px}
      .desktop{flex:1 1 auto;min-width:0;max-width:760px}
      .phone{flex:none;width:377px}
      figcaption{margin-bottom:6px;font-size:13px;font-weight:650}
      figcaption span{color:var(--soft);font-weight:400}
      .inbox{display:flex;gap:10px;padding:10px 14px;background:var(--panel);border:1px solid var(--line);\
      border-radius:12px 12px 0 0;font-size:13px;line-height:19px}
      .inbox p{margin:0;min-width:0;flex:1}
      .inbox span span{color:var(--soft)}
      .inbox i{flex:none;display:grid;place-items:center;width:34px;height:34px;border-radius:50%;\
      background:var(--accent);color:var(--panel);font-style:normal;font-weight:650;font-size:15px}
      .desktop .inbox{align-items:center}
      .desktop .inbox i{display:none}
      .desktop .inbox p{display:flex;gap:18px}
      .desktop .inbox b{flex:none;max-width:170px}
      .desktop .inbox b,.desktop .line,.phone .inbox b,.phone .inbox strong{overflow:hidden;white-space:nowrap;\
      text-overflow:ellipsis}
      .desktop .line{flex:1;min-width:0}
      .phone .inbox b,.phone .inbox strong{display:block}
      .phone .inbox strong{font-weight:500}
      .phone .line>span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden}
      iframe{flex:1;width:100%;border:1px solid var(--line);border-top:0;border-radius:0 0 12px 12px;background:var(--panel)}
      section{padding:8px 20px 40px}
      h2{margin-block:0;font-size:17px}
      section p{margin-block:2px 12px;color:var(--soft);font-size:13px}
      pre{margin-block:0;padding:20px 24px;overflow-x:auto;background:var(--panel);border:1px solid var(--line);\
      border-radius:12px;font:13px/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono",monospace;\
      white-space:pre-wrap;overflow-wrap:anywhere}
      @media (max-width:1040px){
      .frames{flex-direction:column-reverse}
      figure{flex:none;height:min(820px,92vh);width:100%}
      .phone{width:377px;max-width:100%}
      .desktop{max-width:none;overflow-x:auto}
      .desktop>*{flex-shrink:0;width:720px}
      .desktop iframe{flex-shrink:1}
      dl{grid-template-columns:repeat(2,minmax(0,1fr))}
      }
      @media (max-width:860px){
      .screen,section{padding-inline:14px}
      .all{display:block}
      h1{font-size:20px}
      nav p:not(.place),.jump{display:none}
      nav .place{margin-inline-start:auto}
      }
      @media print{
      .screen{display:block;min-height:0}
      .step,.all{display:none}
      nav p:not(.place){display:block}
      .frames{align-items:flex-start}
      figure{height:900px;break-inside:avoid}
      section{break-before:page}
      }

      """
}
