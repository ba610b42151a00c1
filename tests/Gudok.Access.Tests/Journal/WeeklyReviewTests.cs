namespace Gudok.Access.Tests.Journal;

/// <summary>The weekly review: what stands out, and when somebody's confirmation counts.</summary>
public sealed class WeeklyReviewTests
{
    private static readonly DateOnly Monday = new(2026, 11, 16);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Confirmation_before_the_end_of_a_week_does_not_count()
    {
        await using var folder = new JournalFolder();
        var journal = await folder.OpenAsync();
        var review = new WeeklyReview(journal, journal, AlertRules.Default);
        await review.ConfirmAsync(Monday, JournalFolder.Anna, "early", Stop);
        Assert.Null((await review.OfAsync(Monday, Stop)).Confirmed);

        folder.Clock.Advance(TimeSpan.FromHours(12));
        await review.ConfirmAsync(Monday, JournalFolder.Anna, "looked at", Stop);
        Assert.Equal("looked at", (await review.OfAsync(Monday, Stop)).Confirmed?.Entry.Reason);
    }

    [Fact]
    public async Task One_showing_of_numbers_at_the_command_line_stands_out()
    {
        await using var folder = new JournalFolder();
        await folder.WriteAsync("number.reveal", JournalFolder.Boris, reason: "request 17");
        await folder.WriteAsync("number.reveal", JournalFolder.Anna, reason: "call back");
        var journal = await folder.OpenAsync();
        var review = await new WeeklyReview(journal, journal, AlertRules.Default).OfAsync(Monday, Stop);
        Assert.Equal("boris", Assert.Single(review.Findings, finding => finding.Kind == FindingKind.OwnerReveals).Actor);
        Assert.DoesNotContain(review.Findings, finding => finding.Kind == FindingKind.ManyReveals);
    }

    [Theory]
    [InlineData("client.add")]
    [InlineData("client.unblock")]
    [InlineData("token.key")]
    [InlineData("user.role")]
    public async Task What_changes_rights_of_people_and_programs_stands_out(string act)
    {
        await using var folder = new JournalFolder();
        await folder.WriteAsync(act, JournalFolder.Boris);
        var journal = await folder.OpenAsync();
        var review = await new WeeklyReview(journal, journal, AlertRules.Default).OfAsync(Monday, Stop);
        Assert.Contains(review.Findings, finding => finding.Kind == FindingKind.RoleChanges);
    }
}
