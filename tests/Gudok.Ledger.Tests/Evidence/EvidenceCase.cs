using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>A ledger and a vault with a few calls, of which evidence is made.</summary>
internal sealed class EvidenceCase : IAsyncDisposable
{
    private readonly TestFolder _folder;
    private readonly KeyRing _keys;

    private EvidenceCase(TestFolder folder, KeyRing keys, SqliteVault vault)
    {
        _folder = folder;
        _keys = keys;
        Vault = vault;
    }

    public SqliteVault Vault { get; }

    public InMemoryCallLedger Ledger { get; } = new(new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)));

    public PartyReader Parties { get; } = new(new PartyOptions());

    /// <summary>Records as first written, in order.</summary>
    public List<CallRecord> Records { get; } = [];

    /// <summary>The callers of the records, in order.</summary>
    public List<VaultParty> Callers { get; } = [];

    public EvidenceMaker Maker => new(Ledger, Vault, Parties);

    /// <summary>Six calls in several heads: the second was corrected and amended twice, the third has a Call-ID made of its caller's number, the fourth
    /// came from an agent that was let in by address and key, the fifth was
    /// amended with an application whose number looks like one of a telephone.</summary>
    public static async Task<EvidenceCase> MakeAsync()
    {
        var folder = new TestFolder();
        var keys = KeyRing.CreateEphemeral();
        var vault = await SqliteVault.OpenAsync(new VaultOptions { Folder = folder.Path }, keys, TimeProvider.System, CancellationToken.None);
        var made = new EvidenceCase(folder, keys, vault);
        for (var number = 1; number <= 5; number++) await made.AppendAsync(number);
        await made.Ledger.SealAsync(CancellationToken.None);
        await made.CorrectSecondAsync();
        await made.Ledger.SealAsync(CancellationToken.None);
        await made.AmendAsync();
        await made.AppendAsync(6);
        await made.Ledger.SealAsync(CancellationToken.None);
        return made;
    }

    /// <summary>The evidence of a record.</summary>
    public async Task<string> TextAsync(int index, bool areNumbersDisclosed) =>
        (await Maker.MakeAsync(Records[index].Id, areNumbersDisclosed ? Sights.Whole : PartySight.Mask, CancellationToken.None))!;

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        _keys.Dispose();
        _folder.Dispose();
    }

    private async Task AppendAsync(int number)
    {
        var parties = await Vault.ResolveAsync([Parties.Read($"+7916123450{number}"), Parties.Read("ivanova@example.org")], CancellationToken.None);
        Callers.Add(parties[0]!);
        var start = LedgerEntries.Start + TimeSpan.FromSeconds(number);
        var callId = number == 3 ? $"7916123450{number}-17@switch" : $"звонок-{number}@\"example\"";
        var record = LedgerEntries.Record(number, start) with
        {
            Caller = parties[0]!.Id,
            Callee = parties[1]!.Id,
            Dialled = parties[1]!.Id,
            SessionId = callId,
            Legs =
            [
                LedgerEntries.Leg(number, start, parties[0]!.Id, parties[1]!.Id) with { CallId = callId },
                LedgerEntries.Leg(number, start, default, parties[1]!.Id) with { From = NetworkEndpoint.FromIPv6([0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 5060) },
            ],
            Source = number == 4 ? "hep:2001;auth=address+key" : "test",
            Quality = new CallQuality(4.4, 0.0625, null, 20),
            Media = MediaSamples.Of(start),
            OneWayAudio = OneWayAudio.CallerUnheard,
            LinkId = LedgerEntries.KeyOf(77),
            Tags = new CallTags { Operator = "Иванова\tА.", Priority = 1 },
        };
        Records.Add(record);
        await Ledger.AppendAsync(new LedgerBatch([new LedgerEntry(record, Commit(record, parties!), null)], []), CancellationToken.None);
    }

    private async Task CorrectSecondAsync()
    {
        var corrected = Records[1] with { SipStatus = 486, Disposition = CallDisposition.Busy, Quality = null };
        var parties = await Vault.OpenAsync([corrected.Caller, corrected.Callee], CancellationToken.None);
        var correction = new CallCorrection(corrected.Id, LedgerEntries.Start + TimeSpan.FromDays(1), corrected, Commit(corrected, parties!));
        await Ledger.AppendAsync(new LedgerBatch([], [correction]), CancellationToken.None);
    }

    private async Task AmendAsync()
    {
        var (second, day) = (Records[1].Id, LedgerEntries.Start + TimeSpan.FromDays(2));
        var note = new SealedNote([Records[1].Caller, Records[1].Callee], new byte[] { 7, 7, 7 });
        await AmendAsync(new CallAmendment(second, day, "sidorova", new AmendedValues { Topic = "Дороги", Kind = "complaint", Priority = 2, Note = note }));
        await Ledger.SealAsync(CancellationToken.None);
        await AmendAsync(new CallAmendment(
            second, day + TimeSpan.FromDays(1), "petrov", new AmendedValues { Handling = "handled", Note = SealedNote.None, TransferredTo = Records[3].Id }));
        await AmendAsync(new CallAmendment(Records[4].Id, day, "sidorova", new AmendedValues { Application = "79161234505" }));
    }

    private async Task AmendAsync(CallAmendment amendment) =>
        Assert.IsType<AmendOutcome.Made>(await Ledger.AmendAsync(amendment, null, CancellationToken.None));

    private static PartyCommitment[] Commit(CallRecord record, IReadOnlyList<VaultParty> parties) =>
        RecordMaker.Commit(record, parties.ToDictionary(party => party.Id));
}
