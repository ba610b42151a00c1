using System.Text.Json;
using Gudok.Access;
using Gudok.Disclosure;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Tests;

/// <summary><c>gudok export</c>: the owner of the folder sees what people asked for and decides, for a reason.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TestInstallation _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task Owner_lists_requests_with_the_number_masked_and_decides_once()
    {
        var (first, second) = (await AskAsync("+7 916 555-01-01"), await AskAsync(null));
        var list = await _installation.RunAsync("export", "list", "--waiting");
        Assert.Equal(2, list.Lines.Length);
        Assert.Contains("of ivanova", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("555", list.Output, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Usage, (await _installation.RunAsync("export", "approve", first)).Code);
        var approved = await _installation.RunAsync("export", "approve", first, "--reason", "agreed with the officer, call 8 916 555 01 01");
        Assert.Equal(ExitCode.Done, approved.Code);
        Assert.Contains("agreed with the officer, call [number]", approved.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await _installation.RunAsync("export", "refuse", second, "--reason", "not needed")).Code);

        var again = await _installation.RunAsync("export", "refuse", first, "--reason", "changed my mind");
        Assert.Equal(ExitCode.Refused, again.Code);
        Assert.Contains("GDK-7502", again.Error, StringComparison.Ordinal);
        Assert.Contains("GDK-7501", (await _installation.RunAsync("export", "approve", Guid.NewGuid().ToString(), "--reason", "x")).Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await _installation.RunAsync("export", "list", "--json")).Output);
        Assert.Equal(["refused", "approved"], json.RootElement.EnumerateArray().Select(one => one.GetProperty("state").GetString()));
        var journal = await _installation.RunAsync("journal", "--act", "export.decide", "--format", "jsonl");
        Assert.Equal(2, journal.Lines.Length);
    }

    private async Task<string> AskAsync(string? number)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var folder = await DataFolder.OpenAsync(_installation.Data, TimeProvider.System, stop);
        if (!await folder.People.HasAnyAsync(stop)) await folder.People.AddAsync(LocalActors.Owner, new NewAccount("ivanova", [Role.Operator]), stop);
        var account = await folder.People.FindAsync("ivanova", stop);
        var actor = new Actor { Kind = ActorKind.Person, Id = account.Id, Name = account.Name, Roles = account.Roles, HasSecondFactor = true };
        var search = new CallSearch { Number = number, Reach = NumberReach.Whole, Operators = ["ivanova"] };
        var wanted = new NewExport(ExportSearch.Write(search), search.Operators, ExportFormat.Csv, PartyForm.Mask, "settling October", TimeSpan.FromHours(1));
        return Assert.IsType<ExportAnswer.Done>(await folder.Exports.AskAsync(actor, wanted, null, stop)).Export.Id;
    }
}
