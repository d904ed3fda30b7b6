export const words = {
  seriesHelp:
    '一轮会议的安排、规则和攻势资料可以写成一个文本文件（TOML 或 JSON）：在编辑器里准备、比对、留存，再整体导入。导入前先预览；有一处错误就什么也不导入；重复导入只更新有变化的部分。文件中没有代表姓名，名册请在各场会议中导入。',
  saveAs: '导出当前方案',
  bringIn: '导入方案文件',
  newSeries: '将建立新的一轮会议。',
  summary: (p: { added: number; updated: number; unchanged: number }) =>
    `将新增 ${p.added} 场，更新 ${p.updated} 场，不变 ${p.unchanged} 场。`,
  notInFile: (p: { count: number }) => `另有 ${p.count} 场会议不在文件里，予以保留。`,
  nothingToDo: '文件与当前方案一致，没有需要导入的内容。',
  parts: { plan: '安排', rules: '规则', dossier: '攻势资料' },
  imported: (p: { added: number; updated: number }) =>
    `已导入：新增 ${p.added} 场，更新 ${p.updated} 场。`,
  orFile: '或从方案文件导入整轮会议',
  dossier: {
    help: '支持 XLSX 和 CSV。工作簿里的指标、单位、项目各占一张表，按表头自动识别；再次导入是更新，不会删除任何条目。项目中出现的新单位自动加入。',
    counts: (p: { metrics: number; units: number; projects: number }) =>
      `现有指标 ${p.metrics} 条，单位 ${p.units} 个，项目 ${p.projects} 个。`,
    allSheets: '全部可识别的工作表',
    holds: '表中内容',
    part: { metrics: '指标', units: '单位', projects: '项目' },
    field: {
      metrics: { name: '指标', value: '数值', measured_in: '计量单位', note: '备注' },
      units: { name: '单位', responsible: '责任人', id: '编号' },
      projects: { name: '项目', unit: '责任单位', responsible: '责任人', status: '进展' },
    },
    readAs: (p: { sheet: string; part: string; rows: number }) =>
      `工作表“${p.sheet}”读作${p.part}，${p.rows} 行`,
    summary: (p: { added: number; updated: number; unchanged: number }) =>
      `将新增 ${p.added} 条，更新 ${p.updated} 条，不变 ${p.unchanged} 条。`,
    notInFile: (p: { count: number }) => `另有 ${p.count} 条不在文件里，予以保留。`,
    nothingToDo: '文件与现有资料一致，没有需要导入的内容。',
    imported: (p: { added: number; updated: number }) =>
      `已导入：新增 ${p.added} 条，更新 ${p.updated} 条。`,
  },
  search: {
    label: '查找本轮各场的提问、答复、报告、要求和代表',
    look: '查找',
    help: '一个字即可；几个词用空格隔开，须全部出现。每类最多列出 20 条。',
    nothing: (p: { text: string }) =>
      `没有找到“${p.text}”。可换一个更短的词；已删除的姓名无法查找。`,
    more: (p: { count: number }) => `另有 ${p.count} 条未列出，请增加一个词。`,
    ofAll: (p: { first: string; count: number }) => `${p.first}等 ${p.count} 场`,
    questions: '提问',
    answers: '答复要点',
    duties: '书面报告',
    instructions: '主席要求',
    people: '代表',
  },
  names: {
    title: '个人信息的保存',
    comma: '、',
    until: (p: { people: number; days: number; date: string }) =>
      `系统保存着 ${p.people} 人的姓名、单位、职务和座位，将于 ${p.date}（末场会议结束后 ${p.days} 天）自动删除。`,
    afterClose: (p: { people: number; days: number; hearings: string }) =>
      `系统保存着 ${p.people} 人的姓名、单位、职务和座位，末场会议结束 ${p.days} 天后自动删除；会议 ${p.hearings} 尚未闭会。`,
    afterLast: (p: { people: number; days: number }) =>
      `系统保存着 ${p.people} 人的姓名、单位、职务和座位，末场会议结束 ${p.days} 天后自动删除。`,
    untilErased: (p: { people: number }) =>
      `系统保存着 ${p.people} 人的姓名、单位、职务和座位，不会自动删除；由管理员用 rostrum erase 删除。`,
    erased: (p: { date: string; names: number }) => `${p.date} 已删除 ${p.names} 人的个人信息。`,
    erasedOf: (p: { date: string; names: number; hearing: string }) =>
      `${p.date} 已删除会议 ${p.hearing} 的 ${p.names} 人的个人信息。`,
    cardNumbers: '名册、纪要和下载以编号代替姓名；会议记录没有改动，仍可核验。',
  },
};
