using System.Text;
using Gudok.Calls;

namespace Gudok.Testing;

/// <summary>A small file of each format, written after the shape that the system writes.</summary>
public static class ImportSamples
{
    /// <summary>Asterisk, <c>cdr_csv</c>: a call with two rows, one that is busy, one that only heard a greeting.</summary>
    public const string AsteriskCsv = """"
        "","84951230001","100","from-trunk","""ООО ""Ромашка"", офис"" <84951230001>","SIP/trunk-00000001","SIP/301-00000002","Dial","SIP/301&SIP/302,20","2026-03-02 12:00:00",,"2026-03-02 12:00:20",20,0,"NO ANSWER","DOCUMENTATION","1772442000.1","","","1772442000.1",1
        "","84951230001","100","from-trunk","""ООО ""Ромашка"", офис"" <84951230001>","SIP/trunk-00000001","SIP/302-00000003","Dial","SIP/301&SIP/302,20","2026-03-02 12:00:00","2026-03-02 12:00:20","2026-03-02 12:01:00",60,39,"ANSWERED","DOCUMENTATION","1772442000.1","","","1772442000.1",2
        "","84951230002","100","from-trunk","""84951230002"" <84951230002>","SIP/trunk-00000004","SIP/301-00000005","Dial","SIP/301,20","2026-03-02 12:10:00",,"2026-03-02 12:10:01",1,0,"BUSY","DOCUMENTATION","1772442600.4","","","1772442600.4",3
        "","84951230003","100","from-trunk","""84951230003"" <84951230003>","SIP/trunk-00000006","","Hangup","","2026-03-02 12:20:00","2026-03-02 12:20:00","2026-03-02 12:20:27",27,27,"ANSWERED","DOCUMENTATION","1772443200.6","","","1772443200.6",4

        """";

    /// <summary>Channel events of Asterisk: one answered call.</summary>
    public const string AsteriskCel = """
        "CHAN_START","1772442000.100000","","84951230001","","","100","100","in","PJSIP/trunk-00000001","","","3","","1772442000.1","1772442000.1","","","",""
        "CHAN_START","1772442001.000000","","301","","","","s","in","PJSIP/301-00000002","","","3","","1772442001.2","1772442000.1","","","",""
        "ANSWER","1772442007.500000","","301","","","","","in","PJSIP/301-00000002","","","3","","1772442001.2","1772442000.1","","","",""
        "HANGUP","1772442070.250000","","84951230001","","","100","100","in","PJSIP/trunk-00000001","","","3","","1772442000.1","1772442000.1","","","","{""hangupcause"":16,""hangupsource"":""PJSIP/trunk-00000001"",""dialstatus"":""ANSWER""}"
        "LINKEDID_END","1772442070.250000","","84951230001","","","100","100","in","PJSIP/trunk-00000001","","","3","","1772442000.1","1772442000.1","","","",""

        """;

    /// <summary>FreeSWITCH, template <c>example</c>.</summary>
    public const string FreeSwitchCsv = """
        "Иванов","84951230001","1001","default","2026-03-02 12:00:00","2026-03-02 12:00:07","2026-03-02 12:01:10","70","62","NORMAL_CLEARING","5b0e0f2c-0001","5b0e0f2c-0002","","PCMA","PCMA"
        "Bob "B" B","84951230002","1001","default","2026-03-02 12:10:00","","2026-03-02 12:10:20","20","0","NO_ANSWER","5b0e0f2c-0003","","","",""

        """;

    /// <summary>FreeSWITCH, a document.</summary>
    public const string FreeSwitchXml = """
        <?xml version="1.0"?>
        <cdr core-uuid="5b0e0f2c-ffff">
          <variables>
            <uuid>5b0e0f2c-0001</uuid><direction>inbound</direction><sip_call_id>c1%40192.0.2.1</sip_call_id>
            <sip_full_from>%22Anna%22%20%3Csip%3A84951230001%40192.0.2.1%3E%3Btag%3Dtag-a</sip_full_from>
            <start_uepoch>1772442000123456</start_uepoch><answer_uepoch>1772442007000000</answer_uepoch><end_uepoch>1772442070000000</end_uepoch>
            <hangup_cause>NORMAL_CLEARING</hangup_cause><sip_hangup_disposition>recv_bye</sip_hangup_disposition>
          </variables>
          <callflow profile_index="1"><caller_profile><caller_id_number>84951230001</caller_id_number><destination_number>1001</destination_number></caller_profile></callflow>
        </cdr>

        """;

    /// <summary>CUCM: heading, types, an answered and a busy call.</summary>
    public const string Cucm = """
        "cdrRecordType","globalCallID_callManagerId","globalCallID_callId","origLegCallIdentifier","dateTimeOrigination","origIpAddr","callingPartyNumber","origCause_value","destIpAddr","originalCalledPartyNumber","finalCalledPartyNumber","destCause_value","dateTimeConnect","dateTimeDisconnect","duration","origDeviceName","destDeviceName","globalCallId_ClusterID"
        INTEGER,INTEGER,INTEGER,INTEGER,INTEGER,INTEGER,VARCHAR(50),INTEGER,INTEGER,VARCHAR(50),VARCHAR(50),INTEGER,INTEGER,INTEGER,INTEGER,VARCHAR(129),VARCHAR(129),VARCHAR(50)
        1,1,120301,18810001,1772442000,352389642,"84951230001",0,-1139627840,"2102","2102",16,1772442007,1772442068,61,"TRUNK_1","SEP0011AABB0002","Cluster"
        1,1,120302,18810003,1772442600,352389642,"84951230002",0,0,"2103","2103",17,0,1772442602,0,"TRUNK_1","SEP0011AABB0003","Cluster"

        """;

    /// <summary>Accounting of a proxy: an answered call and one that was busy.</summary>
    public const string Acc = """
        INVITE|tag-a|tag-b|c1@192.0.2.1|200|OK|1772442007|84951230001|301
        INVITE|tag-c|tag-d|c2@192.0.2.1|486|Busy Here|1772442602|84951230002|301
        BYE|tag-b|tag-a|c1@192.0.2.1|200|OK|1772442070||

        """;

    /// <summary>The map that names the extra columns of <see cref="Acc"/>.</summary>
    public const string AccMap = """{"columns": {"caller": 8, "dialled": 9}}""";

    /// <summary>A table of an office's own.</summary>
    public const string Csv = """
        Номер;Кто;Куда;Ответил;Начало;Ожидание;Разговор;Итог
        15;8 (495) 123-00-01;88005553535;301;02.03.2026 12:00:00;7;62;Отвечен
        16;8 (495) 123-00-02;88005553535;;02.03.2026 12:10:00;20;0;Пропущен

        """;

    /// <summary>The map that describes <see cref="Csv"/>.</summary>
    public const string CsvMap = """
        {
          "delimiter": ";", "zone": "Europe/Moscow", "times": ["dd.MM.yyyy HH:mm:ss"],
          "columns": {
            "sessionId": "Номер", "caller": "Кто", "dialled": "Куда", "callee": "Ответил",
            "startedAt": "Начало", "ringTime": "Ожидание", "talkTime": "Разговор", "disposition": "Итог"
          },
          "dispositions": {"Отвечен": "answered", "Пропущен": "noAnswer"}
        }
        """;

    /// <summary>Posted calls.</summary>
    public const string Ndjson = """
        {"sessionId":"a-1","caller":"84951230001","callee":"112","startedAt":"2026-03-02T12:00:00+03:00","disposition":"busy"}
        {"sessionId":"a-2","caller":"84951230002","callee":"112","startedAt":"2026-03-02T12:10:00+03:00","answeredAt":"2026-03-02T12:10:05+03:00","endedAt":"2026-03-02T12:11:05+03:00","disposition":"answered"}

        """;

    /// <summary>Each format with what it takes to read its sample, which is written at Moscow's time.</summary>
    public static IReadOnlyList<(RecordSource Source, string Sample)> All { get; } =
    [
        (SourceOf(RecordFormat.AsteriskCsv, null), AsteriskCsv),
        (SourceOf(RecordFormat.AsteriskCel, null), AsteriskCel),
        (SourceOf(RecordFormat.FreeSwitchCsv, null), FreeSwitchCsv),
        (SourceOf(RecordFormat.FreeSwitchXml, null), FreeSwitchXml),
        (SourceOf(RecordFormat.Cucm, null), Cucm),
        (SourceOf(RecordFormat.Acc, AccMap), Acc),
        (SourceOf(RecordFormat.Csv, CsvMap), Csv),
        (SourceOf(RecordFormat.Ndjson, null), Ndjson),
    ];

    private static RecordSource SourceOf(RecordFormat format, string? json)
    {
        ColumnMap? map = null;
        if (json is not null) Assert.True(ColumnMap.TryRead(Encoding.UTF8.GetBytes(json), format, out map, out var mistakes), string.Join("; ", mistakes));
        return new RecordSource(format, RecordFormats.SystemOf(format)) { Zone = "Europe/Moscow", Map = map };
    }
}
