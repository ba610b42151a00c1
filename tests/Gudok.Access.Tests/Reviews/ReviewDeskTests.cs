using System.Text;
using System.Text.Json;
using Gudok.Access.Tests.Journal;
using Microsoft.EntityFrameworkCore;

namespace Gudok.Access.Tests;

public sealed class ReviewDeskTests : IAsyncDisposable
{
    private readonly TestPeople _people = new();
    private readonly JournalFolder _folder = new();
    private readonly ReviewOptions _options = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _people.DisposeAsync();
        await _folder.DisposeAsync();
    }

    [Fact]
    public async Task The_last_answer_closes_the_review_with_a_record_that_the_signed_journal_proves()
    {
        using var desk = await OpenAsync();
        await AddAsync("ivanov", Role.Operator, Role.Analyst);
        await AddAsync("petrova", Role.Supervisor);
        await AddAsync("citizen", Role.Citizen);
        Assert.Equal((3, 3), ((await desk.OfAsync(TestPeople.Owner, Stop)).Lines.Count, (await desk.OfAsync(TestPeople.Owner, Stop)).OpenInAll));
        Assert.Null(await KeepAsync(desk, TestPeople.Owner, "ivanov", Role.Operator));
        Assert.Null(await desk.AnswerAsync(TestPeople.Owner, "ivanov", Role.Analyst, isKept: false, "не нужна", Stop));
        Assert.Equal([Role.Operator], (await _people.Desk.FindAsync("ivanov", Stop)).Roles);
        var record = (await KeepAsync(desk, TestPeople.Owner, "petrova", Role.Supervisor))!;
        Assert.Equal(("2026-q4", "rights"), (record.Id, record.Kind));

        var file = await desk.FileAsync("2026-q4", Stop);
        Assert.Null((await desk.CheckAsync(file, Stop)).Head);
        await (await _folder.OpenAsync()).SealAsync(Stop);
        var proof = await desk.CheckAsync(file, Stop);
        Assert.NotNull(proof.Head);
        Assert.Equal((record.Entry, "closed: 3 lines, 1 withdrawn"), (proof.Kept.Number, proof.Kept.Entry.Detail));
        using var read = JsonDocument.Parse(file);
        Assert.Equal(
            ["ivanov operator keep", "ivanov analyst withdraw", "petrova supervisor keep"],
            read.RootElement.GetProperty("lines").EnumerateArray().Select(line => $"{line.GetProperty("account")} {line.GetProperty("role")} {line.GetProperty("answer")}"));
        Assert.Contains("не нужна", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.NotNull((await desk.OfAsync(TestPeople.Owner, Stop)).Closed);
        await RefusedAsync(AccessFaults.ReviewClosed, () => KeepAsync(desk, TestPeople.Owner, "petrova", Role.Supervisor));
    }

    [Fact]
    public async Task A_changed_byte_of_a_record_is_told()
    {
        using var desk = await OpenAsync();
        await AddAsync("ivanov");
        await KeepAsync(desk, TestPeople.Owner, "ivanov", Role.Operator);
        var file = await desk.FileAsync("2026-q4", Stop);
        for (var at = 0; at < file.Length; at += 37)
        {
            var changed = file.ToArray();
            changed[at] ^= 1;
            await RefusedAsync(AccessFaults.ReviewRecordWrong, () => desk.CheckAsync(changed, Stop));
        }

        await RefusedAsync(AccessFaults.NoReviewRecord, () => desk.FileAsync("2026-q3", Stop));
    }

    [Fact]
    public async Task Nobody_answers_for_oneself_for_another_team_or_without_a_reason()
    {
        using var desk = await OpenAsync();
        await AddAsync("ivanov");
        await AddAsync("sidorov");
        await AddAsync("petrova", Role.Supervisor);
        foreach (var name in new[] { "ivanov", "petrova" }) await _people.Desk.ChangeTeamsAsync(TestPeople.Owner, name, ["Первая"], [], null, Stop);
        var petrova = await ActorAsync("petrova");
        Assert.Equal(["ivanov", "petrova"], (await desk.OfAsync(petrova, Stop)).Lines.Select(line => line.Account));
        await RefusedAsync(AccessFaults.OwnRequest, () => KeepAsync(desk, petrova, "petrova", Role.Supervisor));
        await RefusedAsync(AccessFaults.OutOfScope, () => KeepAsync(desk, petrova, "sidorov", Role.Operator));
        await RefusedAsync(AccessFaults.NoReviewLine, () => KeepAsync(desk, petrova, "ivanov", Role.ContractorOperator));
        await RefusedAsync(AccessFaults.OutOfScope, () => KeepAsync(desk, petrova, "ivanov", Role.Analyst));
        await RefusedAsync(AccessFaults.NoReason, () => desk.AnswerAsync(petrova, "ivanov", Role.Operator, true, " ", Stop));
        await RefusedAsync(AccessFaults.OutOfScope, () => desk.ConfirmLeaversAsync(petrova, "seen", Stop));
        Assert.Empty(await desk.LeaversAsync(petrova, Stop));
        await AddAsync("audit", Role.Auditor);
        var auditor = await ActorAsync("audit");
        Assert.Equal(4, (await desk.OfAsync(auditor, Stop)).Lines.Count);
        await RefusedAsync(AccessFaults.OutOfScope, () => KeepAsync(desk, auditor, "ivanov", Role.Operator));
        Assert.Equal(4, (await desk.OfAsync(auditor, Stop)).OpenInAll);
        Assert.Null(await KeepAsync(desk, petrova, "ivanov", Role.Operator));
        Assert.Equal("petrova", (await desk.OfAsync(petrova, Stop)).Lines[0].Answer!.By);
    }

    [Fact]
    public async Task Whoever_reaches_a_department_answers_for_all_its_teams()
    {
        var json = Encoding.UTF8.GetString(PolicyFile.Starting()).Replace("\"scope\": \"team\"", "\"scope\": \"department\"", StringComparison.Ordinal);
        using var desk = await OpenAsync(PolicyFile.Read(Encoding.UTF8.GetBytes(json), "policy.json", _people.Clock));
        foreach (var (name, role, team, department) in new[]
        {
            ("petrova", Role.Supervisor, "Первая", "Контакт-центр"), ("ivanov", Role.Operator, "Вторая", "Контакт-центр"), ("sidorov", Role.Operator, "Третья", "Архив"),
        })
        {
            await AddAsync(name, role);
            await _people.Desk.ChangeTeamsAsync(TestPeople.Owner, name, [team], [], department, Stop);
        }

        var petrova = await ActorAsync("petrova");
        Assert.Equal(["ivanov", "petrova"], (await desk.OfAsync(petrova, Stop)).Lines.Select(line => line.Account));
        await RefusedAsync(AccessFaults.OutOfScope, () => KeepAsync(desk, petrova, "sidorov", Role.Operator));
        await KeepAsync(desk, petrova, "ivanov", Role.Operator);
        Assert.Equal("petrova", (await desk.OfAsync(petrova, Stop)).Lines[0].Answer!.By);
    }

    [Fact]
    public async Task Whose_last_role_is_withdrawn_is_out_at_once_and_a_role_given_again_is_looked_at_anew()
    {
        using var desk = await OpenAsync();
        var signIn = new SignInDesk(_people.Desk);
        var person = await Person.ComeAsync(_people, signIn, "ivanov");
        await AddAsync("petrova", Role.Supervisor, Role.Analyst);
        await desk.AnswerAsync(TestPeople.Owner, "ivanov", Role.Operator, isKept: false, "left", Stop);
        Assert.Null(await signIn.FindAsync(person.Token, Stop));
        Assert.NotNull((await _people.Desk.FindAsync("ivanov", Stop)).BlockedAt);
        await desk.AnswerAsync(TestPeople.Owner, "petrova", Role.Analyst, isKept: false, "no need", Stop);
        Assert.Equal(1, (await desk.OfAsync(TestPeople.Owner, Stop)).OpenInAll);
        await _people.Desk.ChangeRolesAsync(TestPeople.Owner, "petrova", [Role.Analyst], [], Stop);
        Assert.Equal(2, (await desk.OfAsync(TestPeople.Owner, Stop)).OpenInAll);
    }

    [Fact]
    public async Task A_last_role_that_was_withdrawn_does_not_come_back_when_the_account_is_let_in_again()
    {
        using var desk = await OpenAsync();
        await AddAsync("ivanov");
        await AddAsync("petrova");
        await desk.AnswerAsync(TestPeople.Owner, "ivanov", Role.Operator, isKept: false, "left", Stop);
        await _people.Desk.UnblockAsync(TestPeople.Owner, "ivanov", "back for a day", Stop);
        Assert.Empty((await _people.Desk.FindAsync("ivanov", Stop)).Roles);
        Assert.Contains(await EntriesAsync(new JournalSearch { Act = "user.block" }), entry => entry.Detail == "operator -> none");
    }

    [Fact]
    public async Task A_supervisor_answers_for_operators_of_the_team_and_not_for_those_who_administer()
    {
        using var desk = await OpenAsync();
        await AddAsync("ivanov", Role.Operator, Role.Auditor);
        await AddAsync("olga", Role.Administrator);
        await AddAsync("petrova", Role.Supervisor);
        foreach (var name in new[] { "ivanov", "olga", "petrova" }) await _people.Desk.ChangeTeamsAsync(TestPeople.Owner, name, ["Первая"], [], null, Stop);
        var petrova = await ActorAsync("petrova");
        Assert.Equal([("ivanov", Role.Operator)], (await desk.OfAsync(petrova, Stop)).Lines.Where(line => line.IsYours).Select(line => (line.Account, line.Role)));
        foreach (var (name, role) in new[] { ("ivanov", Role.Auditor), ("olga", Role.Administrator) })
        {
            await RefusedAsync(AccessFaults.OutOfScope, () => KeepAsync(desk, petrova, name, role));
            await RefusedAsync(AccessFaults.OutOfScope, () => desk.AnswerAsync(petrova, name, role, isKept: false, "no need", Stop));
        }

        Assert.Equal([Role.Administrator], (await _people.Desk.FindAsync("olga", Stop)).Roles);
        Assert.Null(await KeepAsync(desk, petrova, "ivanov", Role.Operator));
    }

    [Fact]
    public async Task The_last_administrator_keeps_the_role()
    {
        using var desk = await OpenAsync();
        await AddAsync("olga", Role.Administrator, Role.Analyst);
        await AddAsync("gone", Role.Administrator);
        await _people.Desk.BlockAsync(TestPeople.Owner, "gone", "left", Stop);
        await RefusedAsync(AccessFaults.LastAdministrator, () => desk.AnswerAsync(TestPeople.Owner, "olga", Role.Administrator, isKept: false, "no need", Stop));
        Assert.Equal(2, (await desk.OfAsync(TestPeople.Owner, Stop)).OpenInAll);
        await AddAsync("anna", Role.Administrator);
        await desk.AnswerAsync(TestPeople.Owner, "olga", Role.Administrator, isKept: false, "no need", Stop);
        Assert.Equal([Role.Analyst], (await _people.Desk.FindAsync("olga", Stop)).Roles);
    }

    [Fact]
    public async Task A_role_that_a_provider_would_give_again_is_not_withdrawn_here()
    {
        _people.Options.Providers.Add(new ProviderOptions { Id = "keycloak", Issuer = "https://id.example.org", RolesClaim = "groups", Roles = { "analysts=analyst" } });
        using var desk = await OpenAsync();
        await AddAsync("ivanov", Role.Operator, Role.Analyst);
        await _people.Desk.LinkAsync(TestPeople.Owner, "ivanov", "keycloak", "person-1", Stop);
        await RefusedAsync(AccessFaults.GivenByProvider, () => desk.AnswerAsync(TestPeople.Owner, "ivanov", Role.Analyst, isKept: false, "no need", Stop));
        Assert.Equal(2, (await desk.OfAsync(TestPeople.Owner, Stop)).OpenInAll);
        await desk.AnswerAsync(TestPeople.Owner, "ivanov", Role.Operator, isKept: false, "no need", Stop);
        Assert.Equal([Role.Analyst], (await _people.Desk.FindAsync("ivanov", Stop)).Roles);
    }

    [Fact]
    public async Task A_review_whose_last_open_line_goes_away_without_an_answer_is_closed()
    {
        using var desk = await OpenAsync();
        await KeepUpAsync(desk);
        await AddAsync("ivanov");
        await AddAsync("petrova");
        await KeepAsync(desk, TestPeople.Owner, "ivanov", Role.Operator);
        await KeepUpAsync(desk);
        Assert.Null((await desk.OfAsync(TestPeople.Owner, Stop)).Closed);
        await _people.Desk.BlockAsync(TestPeople.Owner, "petrova", "left", Stop);
        await KeepUpAsync(desk);
        await KeepUpAsync(desk);
        Assert.Equal("review", (await desk.OfAsync(TestPeople.Owner, Stop)).Closed?.ClosedBy);
        Assert.Single(await desk.RecordsAsync(Stop));
    }

    [Fact]
    public async Task A_quarter_that_ended_unreviewed_is_noted_once()
    {
        using var desk = await OpenAsync();
        await AddAsync("ivanov");
        // 2027-04-01 and on: the first quarter had its people from its first day.
        Advance(TimeSpan.FromDays(131));
        await KeepUpAsync(desk);
        await KeepUpAsync(desk);
        var missed = Assert.Single(await EntriesAsync(new JournalSearch { Actor = "review" }));
        Assert.Equal((ActOutcome.Failed, "review:2027-q1"), (missed.Outcome, Assert.Single(missed.Objects)));
        Assert.StartsWith("missed", missed.Detail, StringComparison.Ordinal);
        Advance(TimeSpan.FromDays(20));
        await KeepUpAsync(desk);
        Assert.Single(await _folder.FindAsync(new JournalSearch { Actor = "review" }));
    }

    [Fact]
    public async Task No_number_of_the_note_to_the_leavers_is_in_their_record_or_in_the_journal()
    {
        using var desk = await OpenAsync();
        var record = await desk.ConfirmLeaversAsync(TestPeople.Owner, "спросил у Иванова, +7 916 123-45-67 " + new string('x', 2000), Stop);
        var text = Encoding.UTF8.GetString(await desk.FileAsync(record.Id, Stop));
        Assert.Contains("спросил у Иванова", text, StringComparison.Ordinal);
        Assert.DoesNotContain("123-45-67", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 500, 1000);
        Assert.DoesNotContain(await EntriesAsync(new JournalSearch()), entry => entry.ToString().Contains("123-45-67", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_was_used_when_its_person_last_did_what_it_is_granted()
    {
        using var desk = await OpenAsync();
        await AddAsync("ivanov", Role.Operator, Role.Administrator);
        var ivanov = await ActorAsync("ivanov");
        await _folder.WriteAsync("call.amend", ivanov);
        var used = _folder.Clock.GetUtcNow();
        _folder.Clock.Advance(TimeSpan.FromHours(1));
        await _folder.WriteAsync("call.amend", ivanov, ActOutcome.Refused);
        await _folder.WriteAsync("signin.password", ivanov);
        var lines = (await desk.OfAsync(TestPeople.Owner, Stop)).Lines;
        Assert.Equal([(Role.Operator, used), (Role.Administrator, (DateTimeOffset?)null)], lines.Select(line => (line.Role, line.LastUsedAt)));
    }

    [Fact]
    public async Task A_review_that_is_overdue_is_noted_once_a_week_until_it_is_closed_and_a_rule_alerts_on_it()
    {
        using var desk = await OpenAsync();
        await AddAsync("ivanov");
        await KeepUpAsync(desk);
        Assert.Empty(await _folder.FindAsync(new JournalSearch { Actor = "review" }));
        // 2027-01-20, then past the thirty days.
        Advance(TimeSpan.FromDays(59));
        await KeepUpAsync(desk);
        Assert.Empty(await _folder.FindAsync(new JournalSearch { Actor = "review" }));
        Advance(TimeSpan.FromDays(12));
        await KeepUpAsync(desk);
        await KeepUpAsync(desk);
        Assert.True((await desk.OfAsync(TestPeople.Owner, Stop)).IsOverdue);
        Assert.Single(await _folder.FindAsync(new JournalSearch { Actor = "review" }));
        var kept = (await (await _folder.OpenAsync()).SearchAsync(new JournalSearch { Actor = "review" }, Stop)).Entries[0];
        Assert.Equal("review-overdue", Assert.Single(AlertRules.Default.Rules, rule => rule.Fits(kept, AlertRules.Default.Hours)).Name);
        Advance(TimeSpan.FromDays(8));
        await KeepUpAsync(desk);
        Assert.Equal(2, (await _folder.FindAsync(new JournalSearch { Actor = "review" })).Length);
        await KeepAsync(desk, TestPeople.Owner, "ivanov", Role.Operator);
        Advance(TimeSpan.FromDays(8));
        await KeepUpAsync(desk);
        Assert.Equal(2, (await _folder.FindAsync(new JournalSearch { Actor = "review" })).Length);
    }

    [Fact]
    public async Task Leavers_are_who_is_blocked_or_was_not_there_for_long_with_what_they_still_hold()
    {
        using var desk = await OpenAsync();
        var signIn = new SignInDesk(_people.Desk);
        await Person.ComeAsync(_people, signIn, "ivanov");
        await AddAsync("sleeper");
        await AddAsync("here");
        Assert.Empty(await desk.LeaversAsync(TestPeople.Owner, Stop));
        await _people.Desk.BlockAsync(TestPeople.Owner, "ivanov", "уволен", Stop);
        var ivanov = Assert.Single(await desk.LeaversAsync(TestPeople.Owner, Stop));
        Assert.Equal(("ivanov", "test", "уволен", 0, true), (ivanov.Account, ivanov.BlockedBy, ivanov.Reason, ivanov.Sessions, ivanov.HasAuthenticator));
        Advance(_options.UnusedFor + TimeSpan.FromDays(1));
        await SignedInAsync("here");
        Assert.Equal(["ivanov", "sleeper"], (await desk.LeaversAsync(TestPeople.Owner, Stop)).Select(one => one.Account));
        var record = await desk.ConfirmLeaversAsync(TestPeople.Owner, "all seen", Stop);
        var file = await desk.FileAsync(record.Id, Stop);
        using var read = JsonDocument.Parse(file);
        Assert.Equal(2, read.RootElement.GetProperty("accounts").GetArrayLength());
        Assert.Equal(record.Entry, (await desk.CheckAsync(file, Stop)).Kept.Number);
    }

    [Fact]
    public async Task Whoever_does_not_come_by_the_provider_of_a_role_stands_among_the_leavers()
    {
        var provider = new ProviderOptions { Id = "keycloak", Issuer = "https://id.example.org", RolesClaim = "groups" };
        provider.Roles.Add("op=operator");
        _people.Options.Providers.Add(provider);
        using var desk = await OpenAsync();
        foreach (var name in new[] { "ivanov", "petrov", "sidorov" }) await AddAsync(name, name == "petrov" ? Role.Analyst : Role.Operator);
        foreach (var name in new[] { "ivanov", "petrov" }) await _people.Desk.LinkAsync(TestPeople.Owner, name, "keycloak", name, Stop);
        var linkedAt = _people.Clock.GetUtcNow();
        Advance(_people.Options.ProviderWithin - TimeSpan.FromSeconds(1));
        Assert.Empty(await desk.LeaversAsync(TestPeople.Owner, Stop));
        Advance(TimeSpan.FromSeconds(1));
        var one = Assert.Single(await desk.LeaversAsync(TestPeople.Owner, Stop));
        Assert.Equal(("ivanov", "keycloak", linkedAt), (one.Account, one.NotBy, one.ByItAt));
        Assert.Null(one.BlockedAt);
        var record = await desk.ConfirmLeaversAsync(TestPeople.Owner, "all seen", Stop);
        Assert.Contains("\"notBy\": \"keycloak\"", Encoding.UTF8.GetString(await desk.FileAsync(record.Id, Stop)), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<JournalEntry>> EntriesAsync(JournalSearch search) =>
        [.. (await (await _folder.OpenAsync()).SearchAsync(search, Stop)).Entries.Select(kept => kept.Entry)];

    private async Task<ReviewDesk> OpenAsync(AccessPolicy? policy = null)
    {
        var journal = await _folder.OpenAsync();
        _people.Desk.Journal = journal;
        return new ReviewDesk(_people.Desk, journal, journal, policy ?? PolicyFile.Read(PolicyFile.Starting(), "policy.json", _people.Clock), _options, _people.Clock);
    }

    private Task<OneTimeAccess> AddAsync(string name, params Role[] roles) => _people.AddAsync(name, roles);

    private void Advance(TimeSpan time)
    {
        _people.Clock.Advance(time);
        _folder.Clock.Advance(time);
    }

    private static Task KeepUpAsync(ReviewDesk desk) => desk.KeepUpAsync(new Actor { Kind = ActorKind.System, Id = "review", Name = "review" }, Stop);

    private async Task SignedInAsync(string name)
    {
        await using var work = await _people.Desk.BeginAsync(Stop);
        var now = _people.Clock.GetUtcNow();
        await work.Database.Users.Where(row => row.UserName == name).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSignInAt, now), Stop);
    }

    private async Task<Actor> ActorAsync(string name)
    {
        var person = await _people.Desk.FindAsync(name, Stop);
        return new Actor { Kind = ActorKind.Person, Id = person.Id, Name = person.Name, Roles = person.Roles, Teams = person.Teams, HasSecondFactor = true };
    }

    private static Task<ReviewRecord?> KeepAsync(ReviewDesk desk, Actor actor, string name, Role role) => desk.AnswerAsync(actor, name, role, isKept: true, "works here", Stop);

    private static async Task RefusedAsync(string code, Func<Task> act) => Assert.Equal(code, (await Assert.ThrowsAsync<AccessException>(act)).Code);
}
