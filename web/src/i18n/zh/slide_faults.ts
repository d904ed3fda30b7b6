export const words = {
  slides_are_empty: '文件是空的，请重新选择。',
  not_a_presentation: '这不是 PDF 或演示文稿。请在办公软件中“另存为 PDF”后上传。',
  pdf_is_damaged: 'PDF 文件不完整或已损坏，请重新导出后上传。',
  pdf_needs_password: 'PDF 设有打开密码，请去掉密码后上传。',
  too_many_pages: '页数超过 500 页，请精简后上传。',
  slides_are_too_demanding: '处理这份文件耗时或占用内存过多，请另存为 PDF 或精简后上传。',
  office_is_missing:
    '服务器没有安装 LibreOffice，不能转换演示文稿。请在 PowerPoint 或 WPS 中“另存为 PDF”后上传。',
  slides_not_converted: '演示文稿转换失败。请在 PowerPoint 或 WPS 中“另存为 PDF”后上传。',
  slides_are_too_large: '文件超过 64 MiB，请压缩图片后上传。',
};
