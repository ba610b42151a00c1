namespace Gudok.Calls;

/// <summary>Formats in which other systems write their call records.</summary>
public enum RecordFormat
{
    /// <summary>CDR of Asterisk: <c>cdr_csv</c>, <c>cdr_custom</c>, or a dump of its table with a heading.</summary>
    AsteriskCsv,

    /// <summary>Channel events of Asterisk (CEL), put together by linkedid.</summary>
    AsteriskCel,

    /// <summary><c>mod_cdr_csv</c> of FreeSWITCH, in one of the templates that it comes with or with a heading.</summary>
    FreeSwitchCsv,

    /// <summary><c>mod_xml_cdr</c> of FreeSWITCH: one document a leg.</summary>
    FreeSwitchXml,

    /// <summary>CDR files of Cisco Unified Communications Manager.</summary>
    Cucm,

    /// <summary>Accounting of Kamailio and OpenSIPS: rows of INVITE and BYE, from a flat file or a dump of the table.</summary>
    Acc,

    /// <summary>Any table of calls, described by a <see cref="ColumnMap"/>.</summary>
    Csv,

    /// <summary>One JSON object a line, as <c>POST /api/v1/calls</c> takes them.</summary>
    Ndjson,
}
