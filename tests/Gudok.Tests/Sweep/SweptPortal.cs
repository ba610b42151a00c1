using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Disclosure;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gudok.Tests;

/// <summary>A whole portal with something in every part of it, each with a number or a hostile text where one could be typed, said or recorded.</summary>
internal sealed class SweptPortal : IAsyncDisposable
{
    /// <summary>A mobile number of the traffic, digits only.</summary>
    public const string Number = "79165550101";

    /// <summary>A number that is erased.</summary>
    public const string Erased = "79165550199";

    /// <summary>What a page must never hold as it stands.</summary>
    public const string Hostile = "<img src=x onerror=sweep()>";

    private static readonly PartyReader Parties = new(new PartyOptions());
    private static readonly Actor Owner = new() { Kind = ActorKind.Owner, Id = "os:test", Name = "test" };
    private readonly TestInstallation _installation;
    private readonly ServedPortal _portal;
    private int _calls;

    private SweptPortal(TestInstallation installation, ServedPortal portal, IReadOnlyList<string> recorded)
    {
        (_installation, _portal) = (installation, portal);
        Numbers = [Number, "79165550102", "79165550103", "78005550199", Erased, .. recorded];
        Log = new LogTrap();
        portal.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(Log);
    }

    /// <summary>Every number that nobody may be shown whole without asking for it, digits only.</summary>
    public IReadOnlyList<string> Numbers { get; }

    /// <summary>Everything that was logged.</summary>
    public LogTrap Log { get; }

    public WebApplication App => _portal.App;

    public string Folder => _portal.Folder.Path;

    /// <summary>Somebody of each role, and programs with each scope that the policy grants them; null of a stranger.</summary>
    public Dictionary<string, (HttpClient Client, Role? Role)> Everybody { get; } = [];

    /// <summary>Whose calls there are.</summary>
    public static IReadOnlyList<string> Callees { get; } = ["of-operator", "of-contractoroperator", "of-supervisor", "nobody-here"];

    /// <summary>Of each kind of id one.</summary>
    public IEnumerable<string> FewIds => Ids.GroupBy(id => (id.Length == 36, id.Length == 36 && id[14] == '8', id.All(char.IsAsciiDigit), id.StartsWith("of-", StringComparison.Ordinal))).Select(kind => kind.Last());

    /// <summary>Ids of everything there is, and what is none.</summary>
    public List<string> Ids { get; } = ["1", "2", "none", Number, "+" + Number, "8(916)5550101"];

    /// <summary>What exports held once they were opened.</summary>
    public Dictionary<string, byte[]> Unpacked { get; } = [];

    public static async Task<SweptPortal> StartAsync()
    {
        var installation = new TestInstallation();
        var settings = Path.Combine(installation.Data, "gudok.json");
        await File.WriteAllTextAsync(settings, $$"""{ "Keys": { "Folder": "{{installation.Keys}}" }, "Portal": { "RequestsOfPerson": 100000, "RequestsOfProgram": 1000000, "RequestsForTokens": 10000 } }""");
        await installation.RunAsync("import", TestInstallation.Recording);
        var recorded = NumberLeakTests.NumbersIn(await installation.RunAsync("calls", "--limit", "0", "--format", "jsonl", "--reveal", "--reason", "test"));
        var swept = new SweptPortal(installation, await ServedPortal.StartAsync(installation.Data, TimeProvider.System), recorded);
        await swept.FillAsync();
        return swept;
    }

    /// <summary>Records a call of somebody, with hostile texts wherever a switch may say something.</summary>
    public async Task<string> CallAsync(string operatorName)
    {
        var start = Instant.Now(TimeProvider.System) - TimeSpan.FromMinutes(2);
        var report = await _portal.Folder.Intake.RecordAsync([new ObservedCall
        {
            SessionId = $"{Number}-{++_calls}{Hostile}@pbx",
            FromTag = "8" + Number[1..],
            Legs = [],
            Direction = CallDirection.Inbound,
            Caller = Parties.Read(_calls % 2 == 0 ? "+" + Number : "sip:" + Number + "@pbx.example.org"),
            Callee = Parties.Read("+79165550102"),
            Dialled = Parties.Read("+78005550199"),
            ChannelId = Hostile,
            StartedAt = start,
            AnsweredAt = start + TimeSpan.FromSeconds(4),
            EndedAt = start + TimeSpan.FromSeconds(64),
            Disposition = CallDisposition.Answered,
            SipStatus = 200,
            Tags = new CallTags { Operator = operatorName, Topic = Hostile, Service = Hostile },
            Source = "test" + Hostile,
            IsComplete = true,
        }], CancellationToken.None);
        return report.Ids[0].ToString();
    }

    /// <summary>Watches the journal as a server does.</summary>
    public AlertWatch Watch(IReadOnlyList<AlertPost> posts) => new(
        _portal.Folder.Journal, _portal.Folder.Ledger.Heads.Store, _portal.Folder.Alerts.Rules, _portal.Folder.Alerts.Book, posts, TimeProvider.System, App.Logger);

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _installation.Dispose();
    }

    private async Task FillAsync()
    {
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.ServiceClient))
        {
            var name = "of-" + role.ToString().ToLowerInvariant();
            Everybody[name] = (await _portal.SignInAsync(name, role), role);
        }

        Everybody["second-officer"] = (await _portal.SignInAsync("second-officer", Role.PrivacyOfficer), Role.PrivacyOfficer);
        Everybody["stranger"] = (_portal.ClientWith(null, ""), null);
        foreach (var name in Callees) Ids.Add(await CallAsync(name));
        await KeepAsync();
        await ExportAsync();
        await EnterProgramsAsync();
    }

    private async Task KeepAsync()
    {
        var (officer, supervisor, @operator) = (Everybody["of-privacyofficer"].Client, Everybody["of-supervisor"].Client, Everybody["of-operator"].Client);
        var own = Ids.First(id => id.Length == 36);
        foreach (var call in Ids.Where(id => id.Length == 36).ToArray())
            await supervisor.AskAsync($"/api/v1/calls/{call}/amendments", new { note = $"перезвонить на +7 (916) 555-01-01 {Hostile}", topic = Hostile, service = Hostile });
        var hold = await _portal.Folder.Holds.PlaceAsync(null, "+79165550103", $"спор с 8 916 555 01 03 {Hostile}", null, "of-privacyofficer", CancellationToken.None)
            ?? await _portal.Folder.Holds.PlaceAsync(null, "+79165550102", $"спор с 8 916 555 01 02 {Hostile}", null, "of-privacyofficer", CancellationToken.None);
        Ids.Add(hold!.Id);
        Ids.Add((await _portal.Folder.Desk.EraseAsync(["+" + Erased], $"просьба с +{Erased} {Hostile}", "8-916-555-01-99", "of-privacyofficer", CancellationToken.None)).Act.Id);
        await @operator.AskAsync($"/api/v1/calls/{own}/reveal", new { reason = $"перезвонить на {Number} {Hostile}" });
        await officer.AskAsync("/api/v1/calls/search", new { number = "+" + Number });
        for (var turn = 0; turn < 6; turn++) await @operator.AskAsync("/api/v1/journal/search", new { actor = Number });
        Ids.Add("of-operator");
    }

    private async Task ExportAsync()
    {
        var services = App.Services;
        var desk = _portal.Folder.Exports;
        await using var work = new ExportWork(desk, _portal.Folder.Withdrawals, services.GetRequiredService<SightDesk>(), _portal.Folder.Reader, TimeProvider.System, App.Logger);
        foreach (var (who, decides, format, form) in new[]
        {
            ("of-operator", "of-supervisor", "csv", "mask"), ("of-supervisor", "second-officer", "xlsx", "mask"), ("of-privacyofficer", "second-officer", "csv", "pseudonym"), ("of-privacyofficer", "second-officer", "xlsx", "mask"),
        })
        {
            object search = format == "csv" ? new { number = "+" + Number } : new { };
            var (status, text) = await Everybody[who].Client.AskAsync("/api/v1/exports", new { search, format, form, reason = $"для +7 916 555-01-01 {Hostile}", keepHours = 1 });
            Assert.True((int)status == 201, text);
            using var card = JsonDocument.Parse(text);
            var id = card.RootElement.GetProperty("id").GetString()!;
            Ids.Add(id);
            (status, text) = await Everybody[decides].Client.AskAsync($"/api/v1/exports/{id}/approve", new { reason = $"нужно, 89165550101 {Hostile}" });
            Assert.True((int)status == 200, text);
            await work.RunOnceAsync(CancellationToken.None);
            Unpacked[$"{who}'s {format}, {form}"] = await OpenAsync(who, id, format);
        }
    }

    // The desk itself shows the password here: that people need a second factor for it has tests of its own.
    private async Task<byte[]> OpenAsync(string who, string id, string format)
    {
        var account = await _portal.Folder.People.FindAsync(who, CancellationToken.None);
        var actor = new Actor { Kind = ActorKind.Person, Id = account.Id, Name = who, Roles = account.Roles, Teams = account.Teams, HasSecondFactor = true };
        var shown = Assert.IsType<ExportAnswer.Done>(await _portal.Folder.Exports.PasswordAsync(actor, id, _ => Task.FromResult(true), null, CancellationToken.None));
        using var archive = new ICSharpCode.SharpZipLib.Zip.ZipFile(new MemoryStream(await Everybody[who].Client.GetByteArrayAsync(new Uri($"/api/v1/exports/{id}/file", UriKind.Relative)))) { Password = shown.Password };
        using var plain = new MemoryStream();
        await archive.GetInputStream(archive[0]).CopyToAsync(plain);
        if (format == "csv") return plain.ToArray();
        using var workbook = new System.IO.Compression.ZipArchive(plain);
        using var parts = new MemoryStream();
        foreach (var part in workbook.Entries)
        {
            await using var stream = await part.OpenAsync();
            await stream.CopyToAsync(parts);
        }

        return parts.ToArray();
    }

    private async Task EnterProgramsAsync()
    {
        var policy = App.Services.GetRequiredService<AccessPolicy>();
        var program = new Actor { Kind = ActorKind.Client, Id = "any", Name = "any", Roles = [Role.ServiceClient], HasSecondFactor = true };
        var granted = Act.All.Where(act => policy.MayEver(program, act)).Select(act => act.Name).ToArray();
        Assert.Contains("calls.search", granted);
        foreach (var scopes in granted.Select(scope => new[] { scope }).Append([.. Act.All.Select(act => act.Name)])) await EnterAsync(scopes);
    }

    private async Task EnterAsync(string[] scopes)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = $"program-{Everybody.Count}";
        await _portal.Folder.Clients.AddAsync(Owner, new NewClient(id, scopes) { Keys = ClientAssertion.PublicKey(key) }, CancellationToken.None);
        using var stranger = _portal.ClientWith(null, "");
        using var answer = await stranger.PostAsync(new Uri("/oauth/token", UriKind.Relative), ClientAssertion.Form(key, id, stranger.BaseAddress!.ToString().TrimEnd('/')));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        Everybody[id + (scopes.Length == 1 ? " with " + scopes[0] : " with all scopes")] = (_portal.ClientWith("Authorization", new AuthenticationHeaderValue("Bearer", token).ToString()), Role.ServiceClient);
    }
}
