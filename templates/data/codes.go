package data

// Codes of form findings (contract §4, family Y). At level 错误 they stop the unit;
// the same family at level 提示 says what was understood although written oddly.
const (
	codeSize     = "Y001" // 文件过大
	codeEmpty    = "Y002" // 空文件
	codeEncoding = "Y003" // 编码
	codeBinary   = "Y004" // 不是文本
	codeSyntax   = "Y101" // YAML 语法
	codeTab      = "Y102" // Tab 缩进
	codeColon    = "Y103" // 全角冒号
	codeBraces   = "Y104" // 未加引号的 {{
	codeTwice    = "Y105" // 重复键
	codeAlias    = "Y106" // 锚点、别名
	codeDepth    = "Y107" // 嵌套过深
	codeFold     = "Y108" // 折叠 >
	codeIndent   = "Y109" // 缩进对不齐
	codeMany     = "Y110" // 项太多
	codeLong     = "Y111" // 文字太长
	codeUnknown  = "Y201" // 未知键
	codeMissing  = "Y202" // 缺键
	codeType     = "Y203" // 类型不对
	codeChoice   = "Y204" // 不在可选值内
	codeFigure   = "Y205" // 数的写法
	codeDate     = "Y206" // 日期
	codeMeasure  = "Y207" // 数值里带量词
	codeWidth    = "Y208" // 全角数字
	codeReserved = "Y209" // 名称留作他用
)
