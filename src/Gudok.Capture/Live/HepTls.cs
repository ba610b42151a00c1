using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Gudok.Capture;

/// <summary>The server's side of TLS for HEP. A certificate that was renewed is taken without a restart. Thread-safe.</summary>
internal sealed partial class HepTls
{
    /// <summary>How long an agent may take for its handshake.</summary>
    public static readonly TimeSpan LongestHandshake = TimeSpan.FromSeconds(10);

    private readonly HepTlsOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TroubleRhythm _handshakes;
    private readonly TroubleRhythm _renewals;
    private readonly Lock _turn = new();
    private (DateTime Certificate, DateTime Key, DateTime Authorities) _readAt;
    private HepTlsFiles _files;

    /// <summary>Reads the files.</summary>
    /// <exception cref="CaptureException">GDK-5009: one cannot be read.</exception>
    public HepTls(HepTlsOptions options, TimeProvider clock, ILogger logger)
    {
        _options = options;
        _clock = clock;
        _logger = logger;
        _handshakes = new TroubleRhythm(clock);
        _renewals = new TroubleRhythm(clock);
        _readAt = HepTlsFiles.ChangedAt(options);
        _files = HepTlsFiles.Read(options);
    }

    /// <summary>What the handshake vouches for.</summary>
    public HepProof Proof => _options.ClientAuthorities.Length > 0 ? HepProof.Certificate : HepProof.None;

    /// <summary>Puts TLS above a connection.</summary>
    /// <param name="octets">The connection.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="AuthenticationException">The agent's certificate is not trusted, or it speaks no TLS.</exception>
    /// <exception cref="IOException">The agent went away.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<SslStream> OpenAsync(Stream octets, CancellationToken stop)
    {
        var files = Renewed();
        var stream = new SslStream(octets, leaveInnerStreamOpen: true);
        try
        {
            using var deadline = new CancellationTokenSource(LongestHandshake, _clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
            await stream.AuthenticateAsServerAsync(Handshake(files), either.Token).ConfigureAwait(false);
            _handshakes.End();
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Notes a handshake that failed; told once a minute while it lasts.</summary>
    public void NoteFailed(Exception fault, string peer)
    {
        var reason = fault is OperationCanceledException ? "it was not done within 10 s" : fault.InnerException?.Message ?? fault.Message;
        if (_handshakes.Note(fault)) LogHandshake(CaptureFaults.HandshakeFailed, peer, reason);
    }

    private SslServerAuthenticationOptions Handshake(HepTlsFiles files)
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = files.Shown,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            AllowRenegotiation = false,
        };
        if (files.Authorities is not { } authorities) return options;
        options.ClientCertificateRequired = true;
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = _clock.GetUtcNow().UtcDateTime,
        };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        // Without this an agent that shows nothing would be let in: what is missing is no error of the chain.
        options.RemoteCertificateValidationCallback = static (_, certificate, _, errors) => certificate is not null && errors == SslPolicyErrors.None;
        return options;
    }

    /// <summary>The files as they are now. Those that cannot be read any more stay as they were, and it is told.</summary>
    private HepTlsFiles Renewed()
    {
        lock (_turn)
        {
            var changedAt = HepTlsFiles.ChangedAt(_options);
            if (changedAt == _readAt) return _files;
            try
            {
                _files = HepTlsFiles.Read(_options);
                _readAt = changedAt;
                _renewals.End();
                LogRenewed(_options.Certificate);
            }
            catch (CaptureException fault)
            {
                // Perhaps half written: looked at again with the next agent.
                if (_renewals.Note(fault)) LogUnreadable(fault.Code, fault.Message);
            }

            return _files;
        }
    }

    [LoggerMessage(5022, LogLevel.Warning, "{Code}: {Peer} did not come through the handshake of HEP over TLS: {Reason}. Others that fail within the minute are counted, not told.")]
    private partial void LogHandshake(string code, string peer, string reason);

    [LoggerMessage(5018, LogLevel.Information, "The files of HEP over TLS were read again: {File}")]
    private partial void LogRenewed(string file);

    [LoggerMessage(5019, LogLevel.Error, "{Code}: {Reason}; the certificate read before is shown on")]
    private partial void LogUnreadable(string code, string reason);
}
