export const words = {
  none: '尚未上传幻灯片。',
  pages: (p: { pages: number }) => `共 ${p.pages} 页`,
  choose: '上传幻灯片',
  replace: '更换幻灯片',
  help: 'PDF 最稳妥；演示文稿（PPTX、PPT、ODP）在服务器装有 LibreOffice 时自动转换。不超过 64 MiB、500 页。',
  closed: '汇报环节结束后不能再更换。',
  progress: '上传进度',
  sending: (p: { percent: number }) => `正在上传 ${p.percent}%`,
  examining: '已上传，正在检查；演示文稿需要转换，可能要一两分钟…',
  stop: '取消上传',
};
