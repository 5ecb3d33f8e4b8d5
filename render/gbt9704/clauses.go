package gbt9704

// The elements of a document with their clauses, as a specimen names them in its
// margin.
const (
	ClauseCopyNumber = "7.2.1 份号"
	ClauseSecrecy    = "7.2.2 密级"
	ClauseUrgency    = "7.2.3 紧急程度"
	ClauseMark       = "7.2.4 机关标志"
	ClauseNumber     = "7.2.5 发文字号"
	ClauseSignatory  = "7.2.6 签发人"
	ClauseRedLine    = "7.2.7 分隔线"
	ClauseTitle      = "7.3.1 标题"
	ClauseAddressees = "7.3.2 主送机关"
	ClauseText       = "7.3.3 正文"
	ClauseLevel1     = "7.3.3 一级"
	ClauseLevel2     = "7.3.3 二级"
	ClauseLevel3     = "7.3.3 三级"
	ClauseLevel4     = "7.3.3 四级"
	ClauseAttached   = "7.3.4 附件说明"
	ClauseSealed     = "7.3.5.1 署名印章"
	ClauseUnsealed   = "7.3.5.2 署名"
	ClauseStamped    = "7.3.5.3 签名章"
	ClauseDate       = "7.3.5.4 成文日期"
	ClauseRemark     = "7.3.6 附注"
	ClauseEnclosure  = "7.3.7 附件"
	ClauseMoved      = "7.3.2 主送移此"
	ClauseCopyTo     = "7.4.2 抄送机关"
	ClausePrinted    = "7.4.3 印发"
	ClauseFolio      = "7.5 页码"
)
