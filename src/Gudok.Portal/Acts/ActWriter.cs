using System.Globalization;
using System.Text;
using System.Text.Json;
using Gudok.Disclosure;
using Gudok.Ledger;

namespace Gudok.Portal;

/// <summary>Writes the files of an act, each whole or not at all: for programs, for tables, for people.</summary>
internal static class ActWriter
{
    /// <summary>Writes JSON, CSV and HTML.</summary>
    /// <param name="stem">The beginning of their paths.</param>
    /// <param name="act">The act.</param>
    /// <param name="page">The act as a page.</param>
    /// <exception cref="IOException">The disk refuses; what was written before stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder refuses.</exception>
    public static void Write(string stem, ErasureAct act, string page)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(stem)!);
        DurableFile.Write(stem + ".json", [.. JsonSerializer.SerializeToUtf8Bytes(act, PortalJson.Default.ErasureAct), (byte)'\n']);
        DurableFile.Write(stem + ".csv", Encoding.UTF8.GetBytes(Csv(act)));
        DurableFile.Write(stem + ".html", Encoding.UTF8.GetBytes(page));
    }

    private static string Csv(ErasureAct act)
    {
        var text = new StringBuilder("act,madeAt,actor,requestId,reason,place,subject,categories,system,outcome,calls\r\n");
        foreach (var party in act.Parties)
        {
            text.AppendJoin(',', Field(act.Id), Field(act.MadeAt), Field(act.Actor), Field(act.RequestId ?? ""), Field(act.Reason),
                party.Place.ToString(CultureInfo.InvariantCulture), Field(party.Pseudonym ?? ""), "number or address; sealed messages and notes", "Gudok",
                Field(party.Outcome.ToString()), party.Calls.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Field(string text)
    {
        text = SpreadsheetText.Defuse(text);
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
