"""What well-known columns are called when nobody says."""

from __future__ import annotations

LABELS: dict[str, dict[str, str]] = {
    "accuracy_m": {"zh": "位置误差（米）", "en": "Accuracy (m)"},
    "address": {"zh": "地址", "en": "Address"},
    "area": {"zh": "面积", "en": "Area"},
    "built": {"zh": "建成", "en": "Built"},
    "capacity": {"zh": "容量", "en": "Capacity"},
    "category": {"zh": "类别", "en": "Category"},
    "change": {"zh": "变化", "en": "Change"},
    "city": {"zh": "城市", "en": "City"},
    "date": {"zh": "日期", "en": "Date"},
    "description": {"zh": "说明", "en": "Description"},
    "district": {"zh": "区", "en": "District"},
    "email": {"zh": "邮箱", "en": "E-mail"},
    "fact": {"zh": "项目", "en": "Fact"},
    "founded": {"zh": "成立", "en": "Founded"},
    "hours": {"zh": "开放时间", "en": "Opening hours"},
    "id": {"zh": "编号", "en": "Id"},
    "indicator": {"zh": "指标", "en": "Indicator"},
    "industries": {"zh": "产业", "en": "Industries"},
    "item": {"zh": "项目", "en": "Item"},
    "kind": {"zh": "性质", "en": "Kind"},
    "label": {"zh": "项目", "en": "Item"},
    "licence": {"zh": "许可", "en": "Licence"},
    "license": {"zh": "许可", "en": "Licence"},
    "link": {"zh": "链接", "en": "Link"},
    "located_by": {"zh": "定位方式", "en": "Located by"},
    "locator": {"zh": "出处", "en": "Locator"},
    "name": {"zh": "名称", "en": "Name"},
    "note": {"zh": "备注", "en": "Note"},
    "opened": {"zh": "启用", "en": "Opened"},
    "operator": {"zh": "运营方", "en": "Operator"},
    "other_id": {"zh": "相关地点", "en": "Other site"},
    "owner": {"zh": "所有者", "en": "Owner"},
    "part_of": {"zh": "所属", "en": "Part of"},
    "phone": {"zh": "电话", "en": "Phone"},
    "price": {"zh": "价格", "en": "Price"},
    "publisher": {"zh": "发布者", "en": "Publisher"},
    "relation": {"zh": "关系", "en": "Relation"},
    "seats": {"zh": "座位数", "en": "Seats"},
    "source": {"zh": "来源", "en": "Source"},
    "status": {"zh": "状态", "en": "Status"},
    "title": {"zh": "标题", "en": "Title"},
    "type": {"zh": "类型", "en": "Type"},
    "unit": {"zh": "单位", "en": "Unit"},
    "url": {"zh": "网址", "en": "URL"},
    "value": {"zh": "数值", "en": "Value"},
    "website": {"zh": "网站", "en": "Website"},
    "year": {"zh": "年份", "en": "Year"},
}

# Other names of the same.
ALIASES = {
    "opening_hours": "hours",
    "telephone": "phone",
    "tel": "phone",
    "contact:phone": "phone",
    "e-mail": "email",
    "mail": "email",
    "contact:email": "email",
    "contact:website": "website",
    "web": "website",
}

TABLE_LABELS: dict[str, dict[str, str]] = {
    "facts": {"zh": "基本情况", "en": "Facts"},
    "figures": {"zh": "数据", "en": "Figures"},
    "indicators": {"zh": "指标", "en": "Figures"},
    "profiles": {"zh": "概况", "en": "Profile"},
    "relations": {"zh": "相关地点", "en": "Related sites"},
    "sources": {"zh": "来源", "en": "Sources"},
}

ALL_SITES = {"zh": "地点", "en": "Sites"}
UNCATEGORISED = {"zh": "未分类", "en": "Uncategorised"}
