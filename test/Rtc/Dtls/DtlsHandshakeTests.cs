using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Tests.Dtls;

public sealed class DtlsHandshakeTests
{
    [Fact]
    public void Both_sides_agree_on_the_profile_and_on_the_keys()
    {
        using var pair = new DtlsPair();

        Assert.True(pair.Connect());

        Assert.Equal(SrtpProfile.AeadAes128Gcm, pair.Client.Completed!.SrtpProfile);
        Assert.Equal(0xC02B, pair.Client.Completed.CipherSuite);
        Assert.Equal(56, pair.Client.Completed.SrtpKeyingMaterial.Length);
        Assert.Equal(pair.Client.Completed.SrtpKeyingMaterial.Span, pair.Server.Completed!.SrtpKeyingMaterial.Span);
        Assert.Equal(Timestamp.Never, pair.Client.NextDeadline);
        Assert.Equal(Timestamp.Never, pair.Server.NextDeadline);
    }

    [Fact]
    public void A_handshake_takes_two_round_trips_and_two_datagrams_of_each_side()
    {
        using var pair = new DtlsPair();
        var start = pair.World.Now;

        Assert.True(pair.Connect());

        Assert.Equal(TimeSpan.FromMilliseconds(40), pair.World.Now - start);
        Assert.Equal((2, 2), (pair.Client.Sent.Count, pair.Server.Sent.Count));
    }

    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm, 56)]
    [InlineData(SrtpProfile.AeadAes256Gcm, 88)]
    [InlineData(SrtpProfile.AesCm128HmacSha1Tag80, 60)]
    [InlineData(SrtpProfile.AesCm128HmacSha1Tag32, 60)]
    public void Each_profile_can_be_forced(SrtpProfile profile, int keyingMaterialLength)
    {
        using var pair = new DtlsPair(client: options => options with { SrtpProfiles = [profile] }, server: AllProfiles);

        Assert.True(pair.Connect());

        Assert.Equal(profile, pair.Server.Completed!.SrtpProfile);
        Assert.Equal(keyingMaterialLength, pair.Server.Completed.SrtpKeyingMaterial.Length);
    }

    [Fact]
    public void The_servers_order_of_profiles_decides()
    {
        using var pair = new DtlsPair(
            client: options => options with
            {
                SrtpProfiles = [SrtpProfile.AesCm128HmacSha1Tag80, SrtpProfile.AeadAes256Gcm],
            },
            server: AllProfiles);

        Assert.True(pair.Connect());

        Assert.Equal(SrtpProfile.AeadAes256Gcm, pair.Client.Completed!.SrtpProfile);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_common_profile_both_sides_fail(bool clientOffersNone)
    {
        using var pair = new DtlsPair(
            client: options => options with
            {
                SrtpProfiles = clientOffersNone ? [] : [SrtpProfile.AesCm128HmacSha1Tag80],
            },
            server: options => options with { SrtpProfiles = [SrtpProfile.AeadAes128Gcm] }).Start();

        pair.RunFor(1);

        Assert.Equal(DtlsFailure.NoCommonSrtpProfile, pair.Server.Failure);
        Assert.Equal(DtlsState.Failed, pair.Client.Session.State);
        Assert.Null(pair.Server.Completed);
    }

    [Fact]
    public void A_session_for_data_alone_needs_no_profile()
    {
        using var pair = new DtlsPair(
            client: options => options with { SrtpProfiles = [] },
            server: options => options with { SrtpProfiles = [] });

        Assert.True(pair.Connect());

        Assert.Null(pair.Client.Completed!.SrtpProfile);
        Assert.True(pair.Client.Completed.SrtpKeyingMaterial.IsEmpty);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_certificate_with_another_fingerprint_is_refused_by_either_side(bool byServer)
    {
        using var other = DtlsPair.Crypto.GenerateCertificate();
        DtlsOptions Expect(DtlsOptions options) => options with { RemoteFingerprints = [other.Fingerprint] };
        using var pair = new DtlsPair(client: byServer ? null : Expect, server: byServer ? Expect : null).Start();
        var (refusing, refused) = byServer ? (pair.Server, pair.Client) : (pair.Client, pair.Server);

        pair.RunFor(1);

        Assert.Equal(DtlsFailure.FingerprintMismatch, refusing.Failure);
        Assert.Equal(DtlsFailure.PeerAlert, refused.Failure);
        Assert.Null(refusing.Completed);
        Assert.Null(refused.Completed);
    }

    [Fact]
    public void One_matching_fingerprint_of_several_suffices()
    {
        using var other = DtlsPair.Crypto.GenerateCertificate();
        using var pair = new DtlsPair(server: options => options with
        {
            RemoteFingerprints = [other.Fingerprint, .. options.RemoteFingerprints],
        });

        Assert.True(pair.Connect());
    }

    [Fact]
    public void No_fingerprint_matches_nobody()
    {
        using var pair = new DtlsPair(server: options => options with { RemoteFingerprints = [] }).Start();

        pair.RunFor(1);

        Assert.Equal(DtlsFailure.FingerprintMismatch, pair.Server.Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_peer_with_an_rsa_certificate_is_welcome(bool isServer)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=rsa", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var issued = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        using var rsa = OpenSslCertificate.Import(issued.RawData, key.ExportPkcs8PrivateKey());
        DtlsOptions Show(DtlsOptions options) => options with { Certificate = rsa };
        DtlsOptions Expect(DtlsOptions options) => options with { RemoteFingerprints = [rsa.Fingerprint] };
        using var pair = isServer
            ? new DtlsPair(client: Expect, server: Show)
            : new DtlsPair(client: Show, server: Expect);

        Assert.True(pair.Connect());

        Assert.Equal(isServer ? 0xC02F : 0xC02B, pair.Client.Completed!.CipherSuite);
    }

    [Theory]
    [InlineData(DtlsOptions.MinDatagramLength)]
    [InlineData(300)]
    public void No_datagram_exceeds_the_limit_and_what_is_fragmented_arrives(int limit)
    {
        DtlsOptions Narrow(DtlsOptions options) => options with { MaxDatagramLength = limit };
        using var pair = new DtlsPair(client: Narrow, server: Narrow);

        Assert.True(pair.Connect());

        Assert.All([.. pair.Client.Sent, .. pair.Server.Sent], datagram => Assert.True(datagram.Length <= limit));
        Assert.True(pair.Server.Sent.Count > 3);
    }

    [Fact]
    public void A_peer_that_never_answers_is_given_up_after_the_time_out()
    {
        using var pair = new DtlsPair();
        pair.Client.Session.Start(pair.World.Now);
        var start = pair.World.Now;

        Assert.True(pair.World.RunUntil(() => pair.Client.Failure is not null, TimeSpan.FromMinutes(1)));

        Assert.Equal(DtlsFailure.Timeout, pair.Client.Failure);
        Assert.Equal(TimeSpan.FromSeconds(30), pair.World.Now - start);
        Assert.Equal(Timestamp.Never, pair.Client.NextDeadline);
    }

    [Fact]
    public void The_wait_before_a_repetition_doubles_up_to_its_bound()
    {
        using var pair = new DtlsPair();
        pair.Client.Session.Start(pair.World.Now);
        var waits = new List<double>();
        for (var last = pair.World.Now; pair.Client.NextDeadline < last + TimeSpan.FromSeconds(4) && waits.Count < 7;)
        {
            waits.Add((pair.Client.NextDeadline - last).TotalMilliseconds);
            last = pair.Client.NextDeadline;
            pair.Client.Tick(last);
        }

        Assert.Equal([100, 200, 400, 800, 1600, 3000, 3000], waits);
    }

    private static DtlsOptions AllProfiles(DtlsOptions options) =>
        options with { SrtpProfiles = [.. DtlsOptions.DefaultSrtpProfiles, SrtpProfile.AesCm128HmacSha1Tag32] };
}
