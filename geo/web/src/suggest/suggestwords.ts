/** What the form of a site says, on the plain page and on the editing page. */

import { filled, furtherWord, type Values } from "../i18n.ts";

const en = {
  suggest: "Suggest a site",
  suggestHow: "Click on the map where the site is.",
  suggestKeys: " Or move it with the arrow keys and press Enter.",
  suggestResult: "Send this to whoever keeps the map. Nothing has been sent by this page.",
  suggestCode: "GeoJSON feature",
  makeFeature: "Make GeoJSON",
  copyFeature: "Copy",
  sendMail: "Send by e-mail",
  sendForm: "Open the form",
  saveFeature: "Save as a file",
  copied: "Copied",
  needsName: "Give the site a name first.",
  discard: "Throw away what you have typed?",
  cancel: "Cancel",
  position: "Position",
  positionText: "Coordinates or link",
  positionHint: "120.206,30.163 or a map's share link",
  lonLatUnreadable: "Write longitude and latitude in degrees, such as 120.206,30.163.",
  datum: "Coordinates are from",
  datumAuto: "as the link says, or GPS",
  datumWgs84: "GPS, OpenStreetMap (WGS-84)",
  datumGcj02: "AMap, Tencent, Apple in China (GCJ-02)",
  datumBd09: "Baidu (BD-09)",
  place: "Use",
  pick: "Pick on the map",
  noPosition: "Not located yet",
  datumOpen: "Read as GPS. Copied from another map?",
  shapeOf: "Shape: {kind}",
  shapePoints: "several points",
  shapeLine: "line",
  shapeLines: "several lines",
  shapeArea: "area",
  shapeAreas: "several areas",
  shapeMixed: "of several kinds",
  language: "{label} ({language})",
  noCategory: "none",
  fieldId: "Id",
  fieldName: "Name",
  fieldCategory: "Category",
  fieldDescription: "Description",
  fieldLink: "Link",
  fieldAccuracy: "Accuracy in metres",
  fieldLocatedBy: "How it was located",
  fieldSource: "Source",
  fieldPartOf: "Part of",
  fieldDatum: "Datum",
} as const;

export type FormKey = keyof typeof en;
export type Say<Key> = (key: Key, values?: Values) => string;

const zh: Readonly<Record<FormKey, string>> = {
  suggest: "推荐一个地点",
  suggestHow: "请在地图上点出地点的位置。",
  suggestKeys: "也可用方向键移动地图，按回车键选定中心。",
  suggestResult: "请把下面的内容发给地图的维护者。本页不会发送任何内容。",
  suggestCode: "GeoJSON 要素",
  makeFeature: "生成 GeoJSON",
  copyFeature: "复制",
  sendMail: "用电子邮件发送",
  sendForm: "打开表单",
  saveFeature: "存为文件",
  copied: "已复制",
  needsName: "请先填写名称。",
  discard: "放弃已填写的内容？",
  cancel: "取消",
  position: "位置",
  positionText: "坐标或链接",
  positionHint: "120.206,30.163，或地图的分享链接",
  lonLatUnreadable: "请写经度和纬度，单位为度，例如 120.206,30.163。",
  datum: "坐标来自",
  datumAuto: "按链接判断，否则为 GPS",
  datumWgs84: "GPS、OpenStreetMap（WGS-84）",
  datumGcj02: "高德、腾讯、苹果中国（GCJ-02）",
  datumBd09: "百度（BD-09）",
  place: "采用",
  pick: "在地图上点选",
  noPosition: "尚未定位",
  datumOpen: "已按 GPS 读取。是从别的地图复制的吗？",
  shapeOf: "图形：{kind}",
  shapePoints: "多个点",
  shapeLine: "线",
  shapeLines: "多条线",
  shapeArea: "区域",
  shapeAreas: "多块区域",
  shapeMixed: "多种图形",
  language: "{label}（{language}）",
  noCategory: "无",
  fieldId: "编号",
  fieldName: "名称",
  fieldCategory: "类别",
  fieldDescription: "说明",
  fieldLink: "链接",
  fieldAccuracy: "误差（米）",
  fieldLocatedBy: "定位方式",
  fieldSource: "来源",
  fieldPartOf: "所属",
  fieldDatum: "坐标系",
};

/** Words of both languages, spoken in the page's. */
export function speaker<Key extends string>(
  words: Readonly<Record<"en" | "zh", Readonly<Record<Key, string>>>>,
  lang: () => string,
): Say<Key> {
  return (key, values = {}) => {
    const built = words[lang().startsWith("zh") ? "zh" : "en"][key];
    return filled(furtherWord(lang(), "form", key) ?? built, values, lang());
  };
}

export const FORM_WORDS = { en, zh } as const;
