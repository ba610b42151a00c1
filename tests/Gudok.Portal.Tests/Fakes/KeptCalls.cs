using System.Net.Http.Json;
using System.Text.Json;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal.Tests;

/// <summary>Calls in a ledger that can forget, with all that the portal needs to hold and erase: nothing of it is faked but where it is stored.</summary>
internal sealed class KeptCalls : IAsyncDisposable
{
    public const string Caller = "+79161234567";
    public const string Other = "+79167654321";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly PartyReader Parties = new(new PartyOptions());
    private readonly TestFolder _folder = new();
    private readonly KeyRing _keys = KeyRing.CreateEphemeral();
    private readonly EphemeralVault _vault = new();
    private readonly InMemoryCallLedger _ledger;
    private readonly CallIntake _intake;

    private KeptCalls(RetentionOptions options, InMemoryCallLedger ledger, ManualClock clock)
    {
        Clock = clock;
        _ledger = ledger;
        _intake = new CallIntake(ledger, _vault, _keys, Clock, RetentionRules.Of(options, ledger.Classes, Parties));
        Holds = new LegalHolds(ledger, _vault, Parties, Clock);
        Desk = new ErasureDesk(new PartyErasure(ledger, _vault, Parties, _keys, Clock), _folder.Path, new PortalOptions());
        Retention = new RecordRetention(ledger, _vault, _intake, Clock);
    }

    public ManualClock Clock { get; }

    public LegalHolds Holds { get; }

    public ErasureDesk Desk { get; }

    public RecordRetention Retention { get; }

    /// <summary>Calls of <see cref="Caller"/> to 112 and to a desk, and one of <see cref="Other"/>, in this order.</summary>
    public IReadOnlyList<RecordId> Calls { get; private set; } = [];

    public static async Task<KeptCalls> StartAsync()
    {
        var options = new RetentionOptions();
        options.Classes.Add(new RetentionClassOptions { Name = "emergency", Purpose = "Calls to 112, kept as long as the incident may be disputed", RecordDays = 1095, MessageDays = 30 });
        options.Classes[0].Dialled.Add("112");
        var clock = new ManualClock(LedgerEntries.Start.ToDateTimeOffset() + TimeSpan.FromHours(2));
        var ledger = new InMemoryCallLedger(clock);
        await ledger.KeepClassesAsync(options.ToTerms(), None);
        var kept = new KeptCalls(options, ledger, clock);
        ObservedCall[] calls = [Call("a", Caller, "112", 1), Call("b", Caller, "+74951230001", 2), Call("c", Other, "+74951230001", 3)];
        kept.Calls = (await kept._intake.RecordAsync(calls, None)).Ids;
        return kept;
    }

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<ICallReader>(new CallReader(_ledger, _vault, Parties, _keys, Clock));
        services.AddSingleton<ISelfReader>(new SelfReader(_ledger, _vault, _keys, Clock));
        services.AddSingleton<ICallAmender>(new CallAmender(_ledger, _vault, _keys, Clock));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(Holds);
        services.AddSingleton(Desk);
        services.AddSingleton(Retention);
    }

    /// <summary>Records another call of <see cref="Caller"/>.</summary>
    public async Task CallAgainAsync() => await _intake.RecordAsync([Call("d", Caller, "+74951230001", 4)], None);

    /// <summary>Whether the vault still knows a number.</summary>
    public async Task<bool> KnowsAsync(string number) => await _vault.FindAsync(Parties.Read(number), None) is not null;

    /// <summary>Holds of each kind, in force and ended, and two acts.</summary>
    public async Task FillAsync()
    {
        await Holds.PlaceAsync(Calls[0], null, "Запрос Останкинского районного суда № 2-1045/2026, дело о качестве оказания услуги", null, "ivanova", None);
        await Holds.PlaceAsync(null, Other, "Служебная проверка", Instant.Now(Clock) + TimeSpan.FromDays(90), "petrov", None);
        var ended = (await Holds.PlaceAsync(Calls[1], null, "Спор об оплате", null, "petrov", None))!;
        Clock.Advance(TimeSpan.FromMinutes(10));
        await Holds.ReleaseAsync(Guid.Parse(ended.Id), "ivanova", None);
        await Desk.EraseAsync(["+79990000000"], "Отзыв согласия", "17-ПД/2026", "ivanova", None);
        await Desk.EraseAsync([Other, "+79990000001"], "Цель обработки достигнута", null, "petrov", None);
    }

    public async ValueTask DisposeAsync()
    {
        _intake.Dispose();
        await _ledger.DisposeAsync();
        await _vault.DisposeAsync();
        _keys.Dispose();
        _folder.Dispose();
    }

    private static ObservedCall Call(string session, string caller, string dialled, int minute) => new()
    {
        SessionId = session + "@test",
        FromTag = session,
        Legs = [],
        Direction = CallDirection.Inbound,
        Caller = Parties.Read(caller),
        Callee = Parties.Read(dialled),
        Dialled = Parties.Read(dialled),
        StartedAt = LedgerEntries.Start + TimeSpan.FromMinutes(minute),
        AnsweredAt = LedgerEntries.Start + TimeSpan.FromMinutes(minute) + TimeSpan.FromSeconds(4),
        EndedAt = LedgerEntries.Start + TimeSpan.FromMinutes(minute) + TimeSpan.FromSeconds(44),
        Disposition = CallDisposition.Answered,
        SipStatus = 200,
        Source = "test",
        IsComplete = true,
    };
}

internal static class JsonAnswers
{
    /// <summary>Posts a body and reads status and JSON of the answer.</summary>
    public static async Task<(int Status, JsonElement Json)> AskAsync(this PortalHost host, string path, string body)
    {
        using var answer = await host.PostJsonAsync(path, body);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Gets status and JSON.</summary>
    public static async Task<(int Status, JsonElement Json)> AskAsync(this PortalHost host, string path)
    {
        using var answer = await host.Client.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
