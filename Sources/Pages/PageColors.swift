/// The colors of pages, for light, dark and paper.
package enum PageColors {
  /// A style sheet that defines them as custom properties.
  package static let text = """
    :root{color-scheme:light dark;--desk:#eceeea;--panel:#fff;--ink:#17211f;--soft:#53605c;--line:#e0e4e0;\
    --edge:#87938e;--hover:#f1f4f1;--chosen:#e2efeb;--accent:#0b6656;--track:#dbe2de;--near:#8a5200;--over:#b3261e}
    @media (prefers-color-scheme:dark){:root{--desk:#0c110f;--panel:#151c1a;--ink:#e9efec;--soft:#a6b4af;\
    --line:#26302d;--edge:#64726d;--hover:#1d2624;--chosen:#1d322d;--accent:#74d6c0;--track:#35423e;--near:#f0b45c;\
    --over:#ff8f85}}
    @media print{:root{color-scheme:light;--desk:#fff;--panel:#fff;--ink:#000;--soft:#333;--line:#bbb;--edge:#888;\
    --accent:#0b6656;--chosen:#fff}}

    """
}
