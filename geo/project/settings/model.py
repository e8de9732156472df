"""The keys of ``map.toml``: the only list of them there is.

Reading, the JSON Schema for editors and the documentation's table all follow these dataclasses.
"""

# ruff: noqa: RUF009  setting() is dataclasses.field() with our metadata

from __future__ import annotations

from dataclasses import dataclass

from geo.project.settings.join_kinds import AGGREGATES, KEYS, NEAREST, Aggregate, Nearest
from geo.project.settings.kinds import (
    ADDRESS,
    BOUNDS,
    CENTRE,
    COLOUR,
    ENVIRONMENT,
    FLAG,
    LANGUAGES,
    MAP_DATUMS,
    ORIGINS,
    PARTS,
    RISING,
    SCHEMES,
    SENDING,
    SUBDOMAINS,
    SYSTEM,
    TABLE_ROLES,
    TEXT,
    TEXT_LIST,
    TEXTS,
    TILES,
    TILES_LIST,
    ZOOM,
    choice,
    list_of_tables,
    setting,
    table_of,
    tables_by_id,
    whole_number,
)

DEFAULT_LANGUAGES = ("zh", "en")

Texts = dict[str, str]
"""One text in several languages, by language code."""


@dataclass(frozen=True)
class ViewSettings:
    """What the reader sees first; by default all located sites."""

    center: tuple[float, float] | None = setting(
        CENTRE, "Middle of the first view.", "初始视图的中心。"
    )
    zoom: float | None = setting(ZOOM, "Zoom of the first view.", "初始缩放级别。")
    bounds: tuple[float, float, float, float] | None = setting(
        BOUNDS, "The first view as a box, in place of center and zoom.", "以范围代替中心与级别。"
    )
    focus: list[str] = setting(
        TEXT_LIST, "Ids of the sites the first view shows.", "初始视图要显示的地点编号。", list
    )
    min_zoom: float | None = setting(ZOOM, "How far out one can go.", "最小缩放级别。")
    max_zoom: float | None = setting(ZOOM, "How far in one can go.", "最大缩放级别。")


@dataclass(frozen=True)
class CategorySettings:
    """One category; their order is the order shown."""

    id: str = ""
    label: Texts = setting(TEXTS, "Its name.", "类别名称。", dict)
    color: str | None = setting(
        COLOUR, "Its colour; chosen for you if absent.", "颜色；不写则自动分配。"
    )
    symbol: str | None = setting(
        TEXT, "Its symbol; chosen for you if absent.", "图形符号；不写则自动分配。"
    )


@dataclass(frozen=True)
class CardSettings:
    """What the card of a site shows."""

    fields: list[str] | None = setting(
        TEXT_LIST, "Which fields, in order; all with a value if absent.", "显示哪些字段及其顺序。"
    )
    hidden: list[str] = setting(TEXT_LIST, "Fields never shown.", "不显示的字段。", list)
    lead: list[str] = setting(
        TEXT_LIST,
        "Up to three figures shown large: TABLE/KEY, with @YEAR for a year of their own.",
        "以大号数字显示的指标，至多三个：表/指标，后加 @年份 可指定年份。",
        list,
    )


@dataclass(frozen=True)
class TableSettings:
    """How one table shows."""

    label: Texts = setting(TEXTS, "Its heading.", "标题。", dict)
    role: str | None = setting(
        choice(*TABLE_ROLES),
        "What the table is; guessed from its columns if absent.",
        "表格的用途；不写则按列名推断。",
    )
    parts: dict[str, str] = setting(
        PARTS, "Which column plays which part.", "各列分别充当什么。", dict
    )
    key: tuple[str, ...] = setting(
        KEYS,
        "The column, or columns, that join instead of site_id.",
        "代替 site_id 的关联列。",
        tuple,
    )
    on: tuple[str, ...] = setting(
        KEYS,
        "The sites' fields they are held against; id if absent.",
        "与地点的哪些字段对应。",
        tuple,
    )
    origin: str = setting(
        TEXT,
        "Where the rows are: a file, a folder, a pattern or the address of a database.",
        "数据所在：文件、文件夹、通配路径或数据库地址。",
        "",
        key="from",
    )
    from_env: str = setting(
        ENVIRONMENT,
        "Environment variable that holds the address of a database.",
        "存放数据库地址的环境变量。",
        "",
    )
    query: str = setting(TEXT, "What to ask the database.", "数据库查询语句。", "")
    datum: str | None = setting(
        SYSTEM, "What the rows' positions are in.", "各行坐标所用的坐标系。"
    )
    within: bool = setting(
        FLAG,
        "Rows with positions belong to the site whose area holds them.",
        "按位置归入所在区域的地点。",
        default=False,
    )
    nearest: Nearest | None = setting(
        NEAREST,
        "Or by the shortest distance, at most max_m metres.",
        "或按最近距离，不超过 max_m 米。",
    )
    aggregate: dict[str, Aggregate] = setting(
        AGGREGATES, "What is made of a site's rows.", "把一个地点的各行汇总成什么。", dict
    )


@dataclass(frozen=True)
class BaseMapSettings:
    """One online base map the reader may choose."""

    id: str = setting(TEXT, "Its name in the address (base=…).", "网址片段里的名称。", "")
    provider: str | None = setting(
        TEXT, "A name of xyzservices, such as OpenStreetMap.Mapnik.", "xyzservices 中的名称。"
    )
    url: str | None = setting(TILES, "Address of its tiles.", "瓦片地址。")
    urls: list[str] = setting(
        TILES_LIST, "Addresses of several layers, lowest first.", "多层瓦片地址，底层在前。", list
    )
    label: Texts = setting(TEXTS, "Its name in the menu.", "菜单里的名称。", dict)
    datum: str | None = setting(
        choice(*MAP_DATUMS),
        "The datum of its tiles; by default the provider's own, else wgs84.",
        "瓦片所用坐标系；不写则随提供者，否则为 wgs84。",
    )
    attribution: Texts = setting(TEXTS, "Whom to name.", "署名。", dict)
    attribution_url: str | None = setting(ADDRESS, "Link of the attribution.", "署名的链接。")
    key: str | None = setting(
        TEXT, "Key of the service; it is readable by all.", "服务密钥，公开可见。"
    )
    key_env: str | None = setting(
        ENVIRONMENT,
        "Environment variable that holds the key; for Tianditu, TIANDITU_KEY if absent.",
        "存放密钥的环境变量；天地图默认为 TIANDITU_KEY。",
    )
    optional: bool = setting(
        FLAG,
        "Left out without a warning while its key_env is not set.",
        "未设置 key_env 所指变量时略去而不警告。",
        default=False,
    )
    min_zoom: float | None = setting(ZOOM, "Its smallest zoom.", "最小级别。")
    max_zoom: float | None = setting(ZOOM, "Its largest zoom.", "最大级别。")
    subdomains: list[str] = setting(SUBDOMAINS, "Values for {s}.", "{s} 的取值。", list)
    tms: bool = setting(
        FLAG, "Whether rows count from the south.", "行号是否自南向北。", default=False
    )
    review_number: str = setting(TEXT, "Map review number (审图号).", "审图号。", "")


@dataclass(frozen=True)
class BaseSettings:
    """Online base maps; none is asked for anything until the reader picks it."""

    default: str = setting(
        TEXT, "Id of the base map shown first; empty for the built-in one.", "最先显示的底图。", ""
    )
    maps: list[BaseMapSettings] = setting(
        list_of_tables(BaseMapSettings), "The base maps offered.", "可选的底图。", list
    )


@dataclass(frozen=True)
class TopicSettings:
    """A way to look at the map: what colours and sizes say, of which sites, and from where."""

    id: str = setting(TEXT, "Its name in the address (topic=…).", "网址片段里的名称。", "")
    label: Texts = setting(TEXTS, "What it is called.", "名称。", dict)
    text: Texts = setting(TEXTS, "A sentence or two below.", "下方的一两句话。", dict)
    color: str = setting(
        TEXT,
        "The field that colours the map: a column, or TABLE/KEY of figures, with @YEAR.",
        "着色字段：一列，或数据表的 表/指标，可加 @年份。",
        "",
    )
    size: str = setting(TEXT, "The field that sizes the signs.", "决定符号大小的字段。", "")
    year: int | None = setting(
        whole_number(-9999, 9999), "The year of figures that have several.", "多年数据取哪一年。"
    )
    scheme: str | None = setting(choice(*SCHEMES), "How numbers are classed.", "数值如何分级。")
    classes: int | None = setting(whole_number(2, 12), "Into how many classes.", "分成几级。")
    breaks: list[float] = setting(
        RISING, "Limits between classes, for manual.", "自定义（manual）的分级界限。", list
    )
    palette: str = setting(TEXT, "The ramp of colours.", "色带名称。", "")
    where: str = setting(
        TEXT, "Which sites it shows, as in the address.", "显示哪些地点，写法同网址片段。", ""
    )
    focus: list[str] = setting(
        TEXT_LIST, "Ids of the sites its view shows.", "视图要显示的地点编号。", list
    )
    bounds: tuple[float, float, float, float] | None = setting(
        BOUNDS, "Its view as a box.", "视图范围。"
    )
    center: tuple[float, float] | None = setting(CENTRE, "Middle of its view.", "视图中心。")
    zoom: float | None = setting(ZOOM, "Zoom of its view.", "视图级别。")
    # What only programs say: colours in order, the sorts told apart in order, the numbers beyond
    # which colours stay the same, whether there is no legend, whether it is offered to choose.
    colours: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    quiet: bool = False
    listed: bool = True


@dataclass(frozen=True)
class GroundSettings:
    """The built-in base map (``basemap/``)."""

    attribution: Texts = setting(TEXTS, "Whom to name.", "署名。", dict)
    review_number: str = setting(TEXT, "Map review number (审图号).", "审图号。", "")


@dataclass(frozen=True)
class EmbedSettings:
    """The map inside other pages."""

    origins: list[str] = setting(
        ORIGINS, "Pages that may exchange messages with it; empty: all.", "允许通信的来源。", list
    )
    url: str | None = setting(ADDRESS, "Where the map is published.", "地图发布的网址。")


@dataclass(frozen=True)
class SuggestSettings:
    """Where suggestions of readers go."""

    to: str | None = setting(
        SENDING, "Address of whoever keeps the map, or of a form.", "维护者的邮箱或表单的网址。"
    )


@dataclass(frozen=True)
class CheckSettings:
    """What ``parkmap check`` should know."""

    public: bool = setting(
        FLAG,
        "The map is shown publicly: warn if review numbers lack.",
        "是否公开展示。",
        default=False,
    )


@dataclass(frozen=True)
class LayerSettings:
    """What holds for the whole layer, instead of an edit in each feature."""

    name: str = setting(TEXT, "The property that holds the names.", "哪个属性是名称。", "")
    category: str = setting(TEXT, "The property that holds the categories.", "哪个属性是类别。", "")
    id: str = setting(TEXT, "The property that holds the ids.", "哪个属性是编号。", "")
    crs: str | None = setting(
        SYSTEM, "The coordinate system of its numbers.", "坐标数值所用的坐标系。"
    )
    datum: str | None = setting(
        SYSTEM, "The same: gcj02, bd09, or EPSG:n.", "同上：gcj02、bd09 或 EPSG:编号。"
    )
    source: str = setting(
        TEXT,
        "Ids in the table sources, for sites that name none.",
        "未注明来源的地点的来源编号。",
        "",
    )


@dataclass(frozen=True)
class Settings:
    """Everything ``map.toml`` can say."""

    title: Texts = setting(TEXTS, "The map's title.", "地图标题。", dict)
    subtitle: Texts = setting(TEXTS, "A line below it.", "副标题。", dict)
    description: Texts = setting(TEXTS, "One sentence for search engines.", "一句话简介。", dict)
    about: Texts = setting(TEXTS, "A longer text about the map.", "关于本图。", dict)
    languages: list[str] = setting(
        LANGUAGES,
        "Languages of the map; the first is that of fields without an ending.",
        "地图语言；无后缀的字段属于第一种。",
        lambda: list(DEFAULT_LANGUAGES),
    )
    languages_said: bool = False
    """Whether the file says the languages; otherwise they are guessed from the layer."""
    layer: LayerSettings = setting(
        table_of(LayerSettings), "The layer as a whole.", "整个图层。", LayerSettings
    )
    view: ViewSettings = setting(table_of(ViewSettings), "First view.", "初始视图。", ViewSettings)
    categories: dict[str, CategorySettings] = setting(
        tables_by_id(CategorySettings), "Categories in order.", "类别，按显示顺序。", dict
    )
    card: CardSettings = setting(table_of(CardSettings), "Card.", "地点卡片。", CardSettings)
    tables: dict[str, TableSettings] = setting(
        tables_by_id(TableSettings), "Tables by name.", "各表格。", dict
    )
    topics: list[TopicSettings] = setting(
        list_of_tables(TopicSettings), "Topics, in order.", "专题，按显示顺序。", list
    )
    topic: str = setting(TEXT, "Id of the topic shown first.", "最先显示的专题。", "")
    base: BaseSettings = setting(table_of(BaseSettings), "Base maps.", "底图。", BaseSettings)
    ground: GroundSettings = setting(
        table_of(GroundSettings), "Built-in base map.", "内置底图。", GroundSettings
    )
    embed: EmbedSettings = setting(table_of(EmbedSettings), "Embedding.", "嵌入。", EmbedSettings)
    suggest: SuggestSettings = setting(
        table_of(SuggestSettings), "Suggested sites.", "推荐的地点。", SuggestSettings
    )
    check: CheckSettings = setting(table_of(CheckSettings), "Checks.", "检查。", CheckSettings)

    @property
    def public(self) -> bool:
        """Whether the map is shown publicly."""
        return self.check.public
