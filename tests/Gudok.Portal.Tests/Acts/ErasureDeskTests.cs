using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Portal.Tests;

/// <summary>What is written down of an erasure, and what keeps it from being written.</summary>
public sealed class ErasureDeskTests : IAsyncDisposable
{
    private const string Number = "+79161234567";
    private const string Other = "+79167654321";
    private const string Refused = "GDK-4012";
    private static readonly byte[] Entry = [0, 0, 0, 0, 0, 0, 0, 7, 255, 255, 255, 255, 255, 255, 255, 248];
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly PartyReader Parties = new(new PartyOptions());

    private readonly TestFolder _folder = new();
    private readonly KeyRing _keys = KeyRing.CreateEphemeral();
    private readonly ManualClock _clock = new(LedgerEntries.Start.ToDateTimeOffset());
    private readonly InMemoryCallLedger _ledger;
    private SqliteVault? _vault;

    public ErasureDeskTests()
    {
        _ledger = new InMemoryCallLedger(_clock);
        Directory.CreateDirectory(Data);
    }

    private string Data => Path.Combine(_folder.Path, "data");

    private string Place => Path.Combine(_folder.Path, "copies");

    private string Copy => Path.Combine(Place, "erased.list");

    private string Acts => Path.Combine(Data, "acts");

    public async ValueTask DisposeAsync()
    {
        if (_vault is not null) await _vault.DisposeAsync();
        await _ledger.DisposeAsync();
        _keys.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Copy_of_the_list_names_the_erased_before_their_act_is_printed()
    {
        byte[] copied = [];
        var desk = await OpenAsync((_, _, _) =>
        {
            copied = File.ReadAllBytes(Copy);
            return Task.FromResult(new PrintOutcome(null, null));
        });
        await EraseAsync(desk, Number);
        Assert.Equal(16, copied.Length);
        Assert.Equal(ListRead(), copied);
    }

    [Fact]
    public async Task Act_whose_printing_breaks_is_an_act_without_a_PDF()
    {
        var desk = await OpenAsync((_, _, _) => throw new InvalidOperationException("The printer is on fire."));
        var written = await EraseAsync(desk, Number);
        Assert.Equal(1, written.Act.Erased);
        Assert.Equal([".html", ".json", ".csv"], written.Files.Select(Path.GetExtension));
        Assert.All(written.Files, file => Assert.True(File.Exists(file)));
        Assert.Equal($"no PDF: The printer is on fire; print {written.Files[0]} instead", written.NoPdf);
    }

    [Fact]
    public async Task Act_that_cannot_be_written_is_told_and_keeps_nobody_out_of_the_copy()
    {
        var desk = await OpenAsync();
        await File.WriteAllTextAsync(Acts, "no folder");
        var fault = await RefusedAsync(desk, Number);
        Assert.Matches("^GDK-4012: 1 of 1 numbers were erased. Act [-0-9a-f]+ could not be written whole: [^\n]*acts[^\n]* Note this line", fault);
        Assert.DoesNotContain("copy of the erasure list", fault, StringComparison.Ordinal);
        Assert.Equal(ListRead(), await File.ReadAllBytesAsync(Copy));
    }

    [Fact]
    public async Task Copy_that_cannot_be_written_is_told_and_keeps_no_act_from_being_written()
    {
        var desk = await OpenAsync();
        await File.WriteAllTextAsync(Place, "no folder");
        var fault = await RefusedAsync(desk, Number);
        Assert.Matches("^GDK-4012: 1 of 1 numbers were erased. Act [-0-9a-f]+ tells what was done. The copy of the erasure list lacks them: [^\n]*copies", fault);
        Assert.Equal([".csv", ".html", ".json"], Directory.GetFiles(Acts).Select(Path.GetExtension).Order());
    }

    [Fact]
    public async Task Exports_that_cannot_be_looked_at_are_told_and_keep_no_act_from_being_written()
    {
        Exception[] breaks = [new VaultException("GDK-3009", "The vault is shut."), new InvalidDataException("One note does not open."), new InvalidOperationException("desk.db is busy."), new IOException("The disk is full.")];
        foreach (var broken in breaks)
        {
            var desk = await OpenAsync();
            desk.Erased = _ => throw broken;
            var fault = await RefusedAsync(desk, Number);
            Assert.Matches("^GDK-4012: 1 of 1 numbers were erased. Act [-0-9a-f]+ tells what was done. Exports in which they stand could not all be withdrawn: ", fault);
            Assert.Contains(broken.Message.TrimEnd('.') + ". ", fault, StringComparison.Ordinal);
            Assert.DoesNotContain("copy of the erasure list", fault, StringComparison.Ordinal);
        }

        Assert.Equal(4 * 3, Directory.GetFiles(Acts).Length);
    }

    [Fact]
    public async Task Act_is_written_before_exports_are_looked_at()
    {
        var desk = await OpenAsync();
        string[] before = [];
        desk.Erased = _ =>
        {
            before = Directory.GetFiles(Acts);
            return Task.CompletedTask;
        };
        await EraseAsync(desk, Number);
        Assert.Equal([".csv", ".html", ".json"], before.Select(Path.GetExtension).Order());
    }

    [Fact]
    public async Task Copy_keeps_whom_a_data_folder_that_was_put_back_lacks()
    {
        var desk = await OpenAsync();
        await EraseAsync(desk, Number);
        await File.WriteAllBytesAsync(Copy, [.. Entry, .. ListRead(), 1, 2, 3]);
        await EraseAsync(desk, Other);
        Assert.Equal([.. ListRead(), .. Entry], File.ReadAllBytes(Copy));
    }

    [Fact]
    public async Task List_of_a_backup_place_is_left_as_it_is()
    {
        var desk = await OpenAsync();
        Directory.CreateDirectory(Place);
        byte[] foreign = [.. Enumerable.Range(1, 64).Select(octet => (byte)octet)];
        await File.WriteAllBytesAsync(Copy, foreign);
        Assert.Contains("is no copy of the erasure list and is left as it is", await RefusedAsync(desk, Number), StringComparison.Ordinal);
        Assert.Equal(foreign, await File.ReadAllBytesAsync(Copy));
    }

    [Fact]
    public async Task Erasure_that_stops_says_where_what_became_of_the_number_in_hand_and_what_to_send_again()
    {
        await using var vault = new EphemeralVault
        {
            Listed = _ =>
            {
                File.WriteAllBytes(Path.Combine(Data, "erased.list"), Entry);
                throw new IOException("The disk is full.");
            },
        };
        var desk = await OpenAsync(unkept: vault);
        var fault = await RefusedAsync(desk, "+79990000000", Number, Other);
        Assert.Matches("^GDK-4012: the erasure stopped at number 2 of 3: The disk is full. 0 were erased before it. Number 2 is on the erasure list already: "
            + "it goes at the next start at the latest. Mend this, then send the numbers from 2 on again. Act [-0-9a-f]+ tells what was done.$", fault);
        Assert.Equal(Entry, File.ReadAllBytes(Copy));
        Assert.Contains("начато: внесено в список", await File.ReadAllTextAsync(Directory.GetFiles(Acts, "*.html")[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasure_that_is_cancelled_says_what_was_erased_before()
    {
        using var stop = new CancellationTokenSource();
        var desk = await OpenAsync();
        using var once = _vault!.OnErased(_ => stop.Cancel());
        var fault = await Assert.ThrowsAsync<LedgerException>(async () => await desk.EraseAsync([Number, Other], "asked", null, "ivanov", stop.Token));
        Assert.Contains("stopped at number 2 of 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains("1 were erased before it. Mend this, then send the numbers from 2 on again. Act ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_itself_is_no_place_for_its_copy()
    {
        var desk = await OpenAsync(place: Data + "/.");
        Assert.Contains("is the list itself", await RefusedAsync(desk, Number), StringComparison.Ordinal);
        await _vault!.ResolveAsync([Parties.Read(Other)], None);
        await RefusedAsync(desk, Other);
        Assert.Equal(32, ListRead().Length);
    }

    private async Task<ErasureDesk> OpenAsync(Func<string, string, string, Task<PrintOutcome>>? print = null, string? place = null, EphemeralVault? unkept = null)
    {
        if (_vault is not null) await _vault.DisposeAsync();
        if (unkept is null) _vault = await SqliteVault.OpenAsync(new VaultOptions { Folder = Data }, _keys, _clock, None);
        var vault = unkept ?? (IPartyVault)_vault!;
        await vault.ResolveAsync([Parties.Read(Number), Parties.Read(Other)], None);
        return new ErasureDesk(new PartyErasure(_ledger, vault, Parties, _keys, _clock), Data, new PortalOptions { ErasureListCopy = place ?? Place })
        {
            Print = print ?? ((_, _, _) => Task.FromResult(new PrintOutcome("no PDF", null))),
        };
    }

    private static async Task<WrittenErasure> EraseAsync(ErasureDesk desk, params string[] numbers) => await desk.EraseAsync(numbers, "asked", null, "ivanov", None);

    private static async Task<string> RefusedAsync(ErasureDesk desk, params string[] numbers)
    {
        var fault = await Assert.ThrowsAsync<LedgerException>(() => EraseAsync(desk, numbers));
        Assert.Equal(Refused, fault.Fault);
        return fault.Message;
    }

    private byte[] ListRead()
    {
        using var list = new FileStream(Path.Combine(Data, "erased.list"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var octets = new byte[list.Length];
        list.ReadExactly(octets);
        return octets;
    }
}
