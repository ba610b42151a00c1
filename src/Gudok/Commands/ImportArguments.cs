using System.CommandLine;
using Gudok.Calls;

namespace Gudok;

/// <summary>Arguments and options of <c>gudok import</c>.</summary>
internal static class ImportArguments
{
    public static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Captures (pcap, pcapng, HEP3 streams), records of other systems (csv, xml, ndjson, flat files), all of them also .gz; folders; - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static readonly Option<string?> Format = new("--format")
    {
        Description = "Format of records: " + string.Join(", ", RecordFormats.Names) + ". Left out: told by what stands in the file.",
        HelpName = "NAME",
    };

    public static readonly Option<string?> Zone = new("--zone")
    {
        Description = "Time zone of systems that write local times, such as Europe/Moscow, UTC or +03:00.",
        HelpName = "ZONE",
    };

    public static readonly Option<string?> Source = new("--source")
    {
        Description = "Name of the system that the records come from, such as office-2. Name each one, if there are several of a kind. Default: its kind.",
        HelpName = "NAME",
    };

    public static readonly Option<string?> Map = new("--map")
    {
        Description = "JSON file that says what the columns of a table mean (docs/import.md).",
        HelpName = "FILE",
    };

    public static readonly Option<string?> Encoding = new("--encoding")
    {
        Description = "Encoding of text without a byte order mark, such as windows-1251. Default utf-8.",
        HelpName = "NAME",
    };

    public static readonly Option<bool> DryRun = new("--dry-run") { Description = "Read and check everything, say what would be added, write nothing." };

    public static readonly Option<string?> Refused = new("--refused")
    {
        Description = "New file for the refused lines as they stand, to mend and import again. It holds plain numbers: readable for you alone, never in the data folder.",
        HelpName = "FILE",
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object that programs may read." };

    public static readonly Option<bool> NoMessages = new("--no-messages")
    {
        Description = "Do not keep the SIP messages: records without ladders, and an import that is faster.",
    };

    /// <summary>The command with all of them.</summary>
    public static Command Create()
    {
        Format.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && !RecordFormats.TryRead(name, out _))
                result.AddError($"--format: there is no format of this name; there are {string.Join(", ", RecordFormats.Names)}");
        });
        Source.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && !RecordSource.IsName(name))
                result.AddError($"--source: should be 1 to {RecordSource.MaxName} letters, digits, dots, dashes and underscores, and no telephone number");
        });
        Encoding.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && !RecordEncoding.TryFind(name, out _))
                result.AddError("--encoding: should be a name such as utf-8, windows-1251 or koi8-r");
        });
        return new Command("import", """
            Adds a record for each call of SIP captures, and of records that other systems wrote. A file imported again adds nothing.
            Exit code 0 means that every call found is durably recorded, 1 that something was refused: each line is named with its reason.

            Captures: times come from the packets; several files are read as one capture, in order of time.
            Records: Asterisk (CDR, CEL), FreeSWITCH (CSV, XML), Cisco CUCM, Kamailio and OpenSIPS accounting, posted calls as JSON lines, and any table
            whose columns you describe. Rows of one call, also in several files of one command, become one record.

              gudok import trace.pcap captures/
              gudok import /var/log/asterisk/cdr-csv/Master.csv --zone Europe/Moscow --dry-run
              gudok import report.csv --map report.json --refused mend.csv
            """)
        { Files, Format, Zone, Source, Map, Encoding, DryRun, Refused, Json, NoMessages };
    }
}
