/** What the editing page says; a bundle of its own, so its words stay out of every other page. */

import { FORM_WORDS, speaker, type FormKey, type Say } from "../suggest/suggestwords.ts";

const en = {
  bar: "Editing",
  preview: "Preview",
  add: "Add",
  addPoint: "Place",
  addArea: "Area",
  addLine: "Line",
  undo: "Undo",
  edit: "Edit",
  shape: "Move or reshape",
  remove: "Delete",
  ofSite: "“{name}”",
  save: "Save",
  done: "Done",
  newSite: "New site",
  editSite: "Edit “{name}”",
  keepSite: "Keep it",
  reallyRemove: "Delete “{name}”?",
  undoBrings: "Undo brings it back.",
  drawPoint: "Click on the map where the place is.",
  drawPolygon: "Click corner after corner; the first one again ends the area.",
  drawLineString: "Click point after point; the last one again ends the line.",
  withoutMap: "Type coordinates instead",
  dragPoint: "Drag the mark to where the place is.",
  dragShape: "Drag the points; the pale ones between make new ones.",
  notReshaped: "A shape of several kinds can only be changed in the file.",
  saved: "Saved",
  nothingChanged: "Nothing has changed",
  removed: "Deleted",
  undone: "Undone",
  refused: "Not saved:",
  offline: "The server does not answer. Is parkmap serve still running?",
  addProperty: "Add a property",
  propertyName: "Name of the property, such as address",
  table: "{name}: {count} {count:row|rows}",
  row: "Row {row}",
  noProblems: "No problems",
  errors: "Errors: {count}",
  warnings: "Warnings: {count}",
  problems: "Problems",
  closeProblems: "Close",
  problemAndFix: "{message}: {fix}",
  changed: "The files have changed. The page reloads when you save or cancel.",
} as const;

type EditKey = keyof typeof en;

const zh: Readonly<Record<EditKey, string>> = {
  bar: "编辑",
  preview: "预览",
  add: "添加",
  addPoint: "地点",
  addArea: "区域",
  addLine: "线路",
  undo: "撤销",
  edit: "编辑",
  shape: "移动或改形",
  remove: "删除",
  ofSite: "“{name}”",
  save: "保存",
  done: "完成",
  newSite: "新地点",
  editSite: "编辑“{name}”",
  keepSite: "保留",
  reallyRemove: "删除“{name}”吗？",
  undoBrings: "可以用“撤销”找回。",
  drawPoint: "请在地图上点出地点的位置。",
  drawPolygon: "请依次点出各个角点，最后点回第一点。",
  drawLineString: "请依次点出各点，最后再点一次末点。",
  withoutMap: "改为输入坐标",
  dragPoint: "把标记拖到正确的位置。",
  dragShape: "拖动各点；拖动中间的浅色点可以加点。",
  notReshaped: "由多种图形组成，只能在文件中修改。",
  saved: "已保存",
  nothingChanged: "没有改动",
  removed: "已删除",
  undone: "已撤销",
  refused: "未保存：",
  offline: "服务器没有应答。parkmap serve 还在运行吗？",
  addProperty: "添加属性",
  propertyName: "属性名，例如 address",
  table: "{name}：{count} 行",
  row: "第 {row} 行",
  noProblems: "没有问题",
  errors: "错误：{count}",
  warnings: "提醒：{count}",
  problems: "问题",
  closeProblems: "关闭",
  problemAndFix: "{message}；{fix}",
  changed: "文件已有改动，保存或取消后页面会刷新。",
};

export type WordKey = EditKey | FormKey;

const WORDS = { en: { ...FORM_WORDS.en, ...en }, zh: { ...FORM_WORDS.zh, ...zh } } as const;

/** The page's current language, as its root says. */
export function pageLanguage(): "en" | "zh" {
  return document.documentElement.lang.startsWith("zh") ? "zh" : "en";
}

export const say: Say<WordKey> = speaker<WordKey>(WORDS, pageLanguage);
