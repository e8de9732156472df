/** What the editing page says; a bundle of its own, so its words stay out of every other page. */

const en = {
  addPoint: "Add a place",
  addArea: "Add an area",
  addLine: "Add a line",
  undo: "Undo",
  edit: "Edit “{name}”",
  shape: "Move or reshape",
  remove: "Delete",
  save: "Save",
  cancel: "Cancel",
  done: "Done",
  editing: "Editing",
  newSite: "New site",
  reallyRemove: "Delete “{name}”? Undo brings it back.",
  drawPoint: "Click on the map where the place is. Esc cancels.",
  drawShape: "Click the corners one by one, then the first one (area) or the last one (line) again.",
  dragShape: "Drag the points, then press Done.",
  saved: "Saved",
  undone: "Undone",
  refused: "Not saved:",
  offline: "The server does not answer. Is parkmap serve still running?",
  position: "Position",
  positionHint: "120.206,30.163 or a map's share link",
  datum: "Coordinates from",
  datumAuto: "as the link says, else WGS-84",
  place: "Place it",
  noPosition: "not located",
  unlocate: "Not located",
  category: "Category",
  more: "More properties",
  addProperty: "Add a property",
  propertyName: "Name of the property",
  table: "Table “{name}”",
  row: "Row {row}",
  problems: "{errors} errors, {warnings} warnings",
  changed: "The files have changed. Finish or cancel, then the page reloads.",
} as const;

export type EditKey = keyof typeof en;

const zh: Readonly<Record<EditKey, string>> = {
  addPoint: "添加地点",
  addArea: "添加区域",
  addLine: "添加线路",
  undo: "撤销",
  edit: "编辑“{name}”",
  shape: "移动或改形",
  remove: "删除",
  save: "保存",
  cancel: "取消",
  done: "完成",
  editing: "编辑",
  newSite: "新地点",
  reallyRemove: "删除“{name}”？可以撤销。",
  drawPoint: "在地图上点出位置，按 Esc 取消。",
  drawShape: "依次点出各个角点；画面时最后点回第一点，画线时再点一次最后一点。",
  dragShape: "拖动各点，再按“完成”。",
  saved: "已保存",
  undone: "已撤销",
  refused: "未保存：",
  offline: "服务器没有应答。parkmap serve 还在运行吗？",
  position: "位置",
  positionHint: "120.206,30.163，或地图的分享链接",
  datum: "坐标来源",
  datumAuto: "按链接判断，否则 WGS-84",
  place: "定位",
  noPosition: "尚未定位",
  unlocate: "设为未定位",
  category: "类别",
  more: "其他属性",
  addProperty: "添加属性",
  propertyName: "属性名",
  table: "表格“{name}”",
  row: "第 {row} 行",
  problems: "{errors} 个错误，{warnings} 个提醒",
  changed: "文件已有改动。完成或取消后页面会刷新。",
};

/** The page's current language, as its root says. */
export function pageLanguage(): "en" | "zh" {
  return document.documentElement.lang.startsWith("zh") ? "zh" : "en";
}

export function say(key: EditKey, values: Readonly<Record<string, string | number>> = {}): string {
  const words = pageLanguage() === "zh" ? zh : en;
  return words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
