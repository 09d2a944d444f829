internal import Pages

/// The style of `index.html`.
enum IndexStyle {
  /// The rules that do not depend on the mails.
  static let text =
    PageColors.text + """
      *{box-sizing:border-box}
      html,body{height:100%}
      body{margin:0;display:grid;grid-template-columns:296px minmax(0,1fr);background:var(--desk);color:var(--ink);\
      font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
      nav{height:100vh;overflow-y:auto;background:var(--panel);border-inline-end:1px solid var(--line);\
      scrollbar-width:thin;overscroll-behavior:contain}
      nav header{padding:22px 20px 14px}
      .program{margin:0;color:var(--accent);font-weight:650;overflow-wrap:anywhere}
      h1{margin:2px 0 6px;font-size:22px;line-height:1.25;letter-spacing:-.01em}
      .facts{margin:0 0 14px;color:var(--soft);font-size:13px}
      label{display:grid;grid-template-columns:76px minmax(0,1fr);align-items:center;margin:6px 0;font-size:13px;\
      color:var(--soft)}
      select{font:inherit;color:var(--ink);background:var(--desk);border:1px solid var(--edge);border-radius:7px;\
      padding:5px 6px;min-width:0}
      section{padding-bottom:10px}
      h2{position:sticky;top:0;margin:0;padding:9px 20px;background:var(--panel);border-block:1px solid var(--line);\
      font-size:13px;line-height:18px;font-weight:650;overflow-wrap:anywhere;z-index:1}
      h2 small{float:inline-end;font-size:12px;font-weight:400;color:var(--soft)}
      :root:has(option[id]:checked) small{display:none}
      h2 span{color:var(--soft);font-weight:400;margin-inline-start:4px}
      ul{list-style:none;margin:0;padding:6px 8px 0}
      li a{display:block;padding:9px 12px 10px;border-radius:9px;color:inherit;text-decoration:none}
      li a:hover{background:var(--hover)}
      li b{text-align:left;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;font-weight:600;\
      font-size:14px;line-height:19px;overflow-wrap:anywhere}
      li span{display:block;margin-top:2px;color:var(--soft);font-size:13px;line-height:18px;overflow:hidden;\
      white-space:nowrap;text-overflow:ellipsis}
      li em{font-style:normal}
      li em+em::before{content:"·";margin-inline-end:4px}
      li i{margin-inline-start:6px;padding:1px 5px;border:1px solid currentColor;border-radius:4px;font-style:normal;\
      font-size:10px;font-weight:650;letter-spacing:.04em}
      a:focus-visible,select:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
      main{height:100vh;min-width:0}
      object{display:none;width:100%;height:100%}
      object:target,.first{display:block}
      object:target~.first:not(:target){display:none}
      .none{margin:64px 32px;color:var(--soft)}
      @media (max-width:860px){
      body{display:block}
      nav{height:50vh;border:0;border-bottom:1px solid var(--edge)}
      nav header{padding:12px 20px 10px;display:grid;grid-template-columns:1fr 1fr;column-gap:12px}
      nav header>:not(label){grid-column:1/-1}
      nav header label{grid-template-columns:1fr;gap:2px}
      main{height:50vh}
      h1{font-size:19px;margin:0 0 2px}
      .facts{margin-bottom:6px}
      .facts br,.program{display:none}
      :root:has(object:target) nav{display:none}
      :root:has(object:target) main{height:100vh}
      }
      @media print{
      body{display:block}
      nav,main{height:auto;overflow:visible;border:0}
      nav header label,main{display:none}
      h2{position:static}
      li{break-inside:avoid}
      }

      """

  /// Marks the item of the mail that is shown.
  static func current(_ anchors: [String]) -> String {
    guard let first = anchors.first else { return "" }
    let chosen = anchors.map { ":has(#\($0):target) [href=\"#\($0)\"]" }
    return ":root:not(:has(object:target)) [href=\"#\(first)\"],\n" + chosen.joined(separator: ",\n")
      + "{background:var(--chosen);box-shadow:inset 3px 0 var(--accent)}\n"
  }
}
