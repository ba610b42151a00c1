using System.Net;
using Gudok.Testing;

namespace Gudok.Access.Tests;

/// <summary>A provider that does not say what it is.</summary>
public sealed class ProviderDocumentsTests
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
    private readonly ProviderOptions _provider = new() { Id = "keycloak", Issuer = "https://id.example.org" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_did_not_answer_is_left_alone_for_a_while()
    {
        using var asked = new Silent();
        asked.Answer.SetResult();
        using var client = new HttpClient(asked);
        using var documents = new ProviderDocuments(_provider, client, _clock);
        await Assert.ThrowsAsync<AccessException>(() => documents.GetAsync(Stop));
        var failure = await Assert.ThrowsAsync<AccessException>(() => documents.GetAsync(Stop));
        Assert.Equal((AccessFaults.ProviderUnreachable, 1), (failure.Code, asked.Count));
        _clock.Advance(ProviderDocuments.LeftAloneFor);
        await Assert.ThrowsAsync<AccessException>(() => documents.GetAsync(Stop));
        Assert.Equal(2, asked.Count);
    }

    [Fact]
    public async Task No_more_than_a_few_wait_for_one_that_hangs_and_one_failure_is_told_to_all_of_them()
    {
        using var asked = new Silent();
        using var client = new HttpClient(asked);
        using var documents = new ProviderDocuments(_provider, client, _clock);
        Task<ProviderMetadata>[] waiting = [.. Enumerable.Range(0, ProviderDocuments.MostWaiting + 1).Select(_ => documents.GetAsync(Stop))];
        var turnedAway = await Assert.ThrowsAsync<AccessException>(() => documents.GetAsync(Stop));
        Assert.Contains("wait for it already", turnedAway.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(waiting, one => one.IsCompleted);
        asked.Answer.SetResult();
        foreach (var one in waiting) Assert.Equal(AccessFaults.ProviderUnreachable, (await Assert.ThrowsAsync<AccessException>(() => one)).Code);
        Assert.Equal(1, asked.Count);
    }

    /// <summary>Answers with a fault, when it is told to.</summary>
    private sealed class Silent : HttpMessageHandler
    {
        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            await Answer.Task.WaitAsync(cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        }
    }
}
