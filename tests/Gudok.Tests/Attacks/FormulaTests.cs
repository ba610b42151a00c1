using Gudok.Access;
using Gudok.Testing;

namespace Gudok.Tests;

/// <summary>What strangers put where a spreadsheet or a terminal would run it: SIP addresses, sources, reasons, in all that commands print and acts hold.</summary>
public sealed class FormulaTests : IDisposable
{
    private static readonly char[] Begins = ['=', '+', '-', '@', '\t', '\r', '\n', '|', '%', '＝', '＋', '－', '＠'];

    private static readonly string[] Users =
    [
        "=cmd", "@SUM(1+1)", "-2+3", "+1+cmd", "|cmd", "%250a=1", "%3D1%2B1", "%09=1+1", "%0D=1", "%0A=1", "%20=1", "%1b%5b31m", "%1b]0;owned%07", "%00=1", "%EF%BC%9D1",
    ];

    private readonly TestInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task No_cell_of_calls_is_a_formula_and_no_line_steers_a_terminal()
    {
        Assert.Equal(Users.Length, await ImportAsync());
        var csv = await _installation.RunAsync("calls", "--format", "csv", "--limit", "0", "--reveal", "--reason", "test");
        AssertPlain(csv.Output, Users.Length + 1);
        Assert.Contains("=cmd", csv.Output, StringComparison.Ordinal);
        foreach (var format in new[] { "table", "jsonl" })
        {
            var shown = await _installation.RunAsync("calls", "--format", format, "--limit", "0", "--reveal", "--reason", "test");
            Assert.Equal(0, shown.Code);
            Assert.DoesNotContain(shown.Output, letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'));
        }
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    [InlineData("  =1+1")]
    [InlineData("＝1+1")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("\u001b[2J\u001b]0;owned\u0007")]
    public async Task No_cell_of_the_journal_is_a_formula_and_no_line_steers_a_terminal(string reason)
    {
        await _installation.RunAsync("import", TestInstallation.Recording);
        await _installation.RunAsync("calls", "--reveal", "--reason", reason + " why");
        var csv = await _installation.RunAsync("journal", "--format", "csv");
        Assert.Contains("why", csv.Output, StringComparison.Ordinal);
        AssertPlain(csv.Output, 2);
        var table = await _installation.RunAsync("journal");
        Assert.DoesNotContain(table.Output, letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    [InlineData(" @SUM(1)")]
    [InlineData("＝1+1")]
    [InlineData("|cmd")]
    public async Task No_cell_of_an_act_of_destruction_is_a_formula(string reason)
    {
        await using var portal = await ServedPortal.StartAsync(_installation.Data);
        await portal.CallAsync("+79165550101", "anna");
        var erased = await portal.Folder.Desk.EraseAsync(["+79165550101"], reason, reason, "officer", TestContext.Current.CancellationToken);
        var officer = await portal.SignInAsync("officer", Role.PrivacyOfficer);
        AssertPlain(await officer.GetStringAsync(new Uri($"/api/v1/acts/{erased.Act.Id}/csv", UriKind.Relative), TestContext.Current.CancellationToken), 2);
    }

    private async Task<int> ImportAsync()
    {
        var packets = Users.SelectMany((user, number) => CallOf(user, number)).Select((message, number) => new CaptureBytes.Packet(CaptureBytes.Noon + number * 100_000, PacketBytes.UdpFrame(message)));
        var file = _installation.PathOf("hostile.pcap");
        await File.WriteAllBytesAsync(file, CaptureBytes.Pcap([.. packets]));
        await _installation.RunAsync("import", file);
        return (await _installation.RunAsync("calls", "--format", "jsonl", "--limit", "0")).Lines.Length;
    }

    private static IEnumerable<byte[]> CallOf(string user, int number)
    {
        var invite = SipText.Invite($"call{number}", $"sip:{user}@evil.example", $"sip:{user}@example.net").With("User-Agent", "=1+1");
        yield return invite.ToBytes();
        yield return invite.Reply(486, "Busy Here", "t").ToBytes();
    }

    /// <summary>Reads a table by RFC 4180, written from that document.</summary>
    private static void AssertPlain(string csv, int leastRows)
    {
        var rows = Rows(csv);
        Assert.True(rows.Count >= leastRows, csv);
        foreach (var cell in rows.SelectMany(row => row))
        {
            var inner = cell.TrimStart(' ');
            Assert.True(inner.Length == 0 || !Begins.Contains(inner[0]) || (inner[0] == '+' && inner[1..].All(letter => char.IsAsciiDigit(letter) || "* ()-".Contains(letter, StringComparison.Ordinal))), cell);
            Assert.DoesNotContain('\u001b', cell);
        }
    }

    private static List<List<string>> Rows(string csv)
    {
        var (rows, row, cell, isQuoted) = (new List<List<string>>(), new List<string>(), new System.Text.StringBuilder(), false);
        for (var at = 0; at < csv.Length; at++)
        {
            if (isQuoted && csv[at] == '"' && at + 1 < csv.Length && csv[at + 1] == '"') cell.Append(csv[at++]);
            else if (csv[at] == '"') isQuoted = !isQuoted;
            else if (!isQuoted && csv[at] == ',') End();
            else if (!isQuoted && csv[at] == '\n')
            {
                End();
                rows.Add(row);
                row = [];
            }
            else if (isQuoted || csv[at] != '\r') cell.Append(csv[at]);
        }

        return rows;

        void End()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }
}
