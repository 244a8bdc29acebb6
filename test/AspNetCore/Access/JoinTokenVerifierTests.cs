using System.Buffers.Text;
using System.Text;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;
using OptionsFactory = Microsoft.Extensions.Options.Options;

namespace Plenum.AspNetCore.Tests.Access;

public sealed class JoinTokenVerifierTests
{
    private const string OtherSecret = "another secret of more than thirty-two bytes";

    private readonly ManualTimeProvider _clock = new();
    private readonly PlenumOptions _options = new();

    public JoinTokenVerifierTests() => _options.Access.Keys.Add(new TokenKeyOptions { Secret = TestTokens.Secret });

    private long Now => _clock.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public void A_token_as_documented_holds_and_says_who_it_is()
    {
        var token = TestTokens.Mint(new
        {
            room = "r",
            identity = "user-7",
            name = "Ann",
            role = "viewer",
            grants = new[] { "chat", "publishAudio" },
            nbf = Now,
            exp = Now + 60,
        });

        Assert.Equal(TokenFault.None, Verify(token, out var claims));
        Assert.Equal(("r", "user-7", "Ann", ParticipantRole.Viewer), (claims!.Room, claims.Identity, claims.Name, claims.Role));
        Assert.Equal([Grant.Chat, Grant.PublishAudio], claims.Grants!);
    }

    [Fact]
    public void What_this_server_mints_it_verifies()
    {
        var minted = new JoinClaims { Room = "r", Identity = "i", Name = "名字 \"quoted\"", Role = ParticipantRole.Host, Grants = [Grant.Admin] };
        _options.Access.Keys[0].Id = "k \"1\"";
        var token = new JoinTokenIssuer(OptionsFactory.Create(_options), _clock).Issue(minted, TimeSpan.FromMinutes(1));

        Assert.Equal(TokenFault.None, Verify(token, out var claims));
        Assert.Equivalent(minted, claims, strict: true);
    }

    [Fact]
    public void RFC_7515s_HS256_example_has_the_signature_that_is_printed_there()
    {
        // Appendix A.1: the key is given as base64url, the signing input as text.
        var key = Base64Url.DecodeFromChars("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
        var signed = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

        Assert.Equal("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", new TokenKey("", key).Sign(Encoding.ASCII.GetBytes(signed)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("RS256")]
    [InlineData("HS384")]
    [InlineData("hs256")]
    [InlineData("")]
    public void Any_other_algorithm_is_refused_whatever_the_signature(string alg) =>
        Assert.Equal(TokenFault.WrongAlgorithm, Verify(TestTokens.Mint(Valid(), new { alg })));

    [Fact]
    public void No_algorithm_and_one_that_is_no_string_are_refused()
    {
        Assert.Equal(TokenFault.WrongAlgorithm, Verify(TestTokens.Mint(Valid(), new { typ = "JWT" })));
        Assert.Equal(TokenFault.WrongAlgorithm, Verify(TestTokens.Mint(Valid(), new { alg = 256 })));
    }

    [Fact]
    public void Alg_none_without_a_signature_is_refused() =>
        Assert.Equal(
            TokenFault.WrongAlgorithm,
            Verify($"{TestTokens.Encode(new { alg = "none" })}.{TestTokens.Encode(Valid())}."));

    [Fact]
    public void Every_changed_character_breaks_a_token()
    {
        var token = TestTokens.Mint(Valid());
        for (var i = 0; i < token.Length; i++)
        {
            var tampered = token.ToCharArray();
            tampered[i] = tampered[i] == 'A' ? 'B' : 'A';
            Assert.NotEqual(TokenFault.None, Verify(new string(tampered)));
        }
    }

    [Fact]
    public void A_signature_that_only_decodes_to_the_same_bytes_is_refused()
    {
        // 43 characters hold 258 bits for 256: the last one has four spellings.
        var token = TestTokens.Mint(Valid());
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var same = Alphabet[Alphabet.IndexOf(token[^1]) ^ 1];

        Assert.Equal(TokenFault.WrongSignature, Verify(token[..^1] + same));
    }

    [Fact]
    public void A_token_of_another_key_is_refused() =>
        Assert.Equal(TokenFault.WrongSignature, Verify(TestTokens.Mint(Valid(), secret: OtherSecret)));

    [Fact]
    public void While_keys_are_exchanged_tokens_of_both_hold()
    {
        _options.Access.Keys[0].Id = "old";
        _options.Access.Keys.Add(new TokenKeyOptions { Id = "new", Secret = OtherSecret });

        Assert.Equal(TokenFault.None, Verify(TestTokens.Mint(Valid())));
        Assert.Equal(TokenFault.None, Verify(TestTokens.Mint(Valid(), secret: OtherSecret)));
        Assert.Equal(TokenFault.None, Verify(TestTokens.Mint(Valid(), new { alg = "HS256", kid = "new" }, OtherSecret)));
        Assert.Equal(TokenFault.WrongSignature, Verify(TestTokens.Mint(Valid(), new { alg = "HS256", kid = "old" }, OtherSecret)));
        Assert.Equal(TokenFault.UnknownKey, Verify(TestTokens.Mint(Valid(), new { alg = "HS256", kid = "other" })));
        Assert.Equal(TokenFault.UnknownKey, Verify(TestTokens.Mint(Valid(), new { alg = "HS256", kid = 1 })));
    }

    [Fact]
    public void A_token_holds_until_it_expires_and_the_skew_is_over()
    {
        Assert.Equal(TokenFault.None, Verify(TestTokens.Mint(new { room = "r", identity = "i", nbf = 0, exp = Now - 29 })));
        Assert.Equal(TokenFault.Expired, Verify(TestTokens.Mint(new { room = "r", identity = "i", nbf = 0, exp = Now - 30 })));
    }

    [Fact]
    public void A_token_holds_from_when_it_says_less_the_skew()
    {
        Assert.Equal(TokenFault.None, Verify(TestTokens.Mint(new { room = "r", identity = "i", nbf = Now + 30, exp = Now + 90 })));
        Assert.Equal(TokenFault.NotYetValid, Verify(TestTokens.Mint(new { room = "r", identity = "i", nbf = Now + 31, exp = Now + 90 })));
    }

    [Fact]
    public void A_token_without_exp_or_nbf_or_with_a_wrong_one_is_refused()
    {
        Assert.Equal(TokenFault.NoValidity, Verify(TestTokens.Mint(new { room = "r", identity = "i", nbf = 0 })));
        Assert.Equal(TokenFault.NoValidity, Verify(TestTokens.Mint(new { room = "r", identity = "i", exp = Now + 60 })));
        Assert.Equal(TokenFault.NoValidity, Verify(TestTokens.Mint(new { room = "r", identity = "i", nbf = 0, exp = "9999999999" })));
        Assert.Equal(TokenFault.NoValidity, Verify(TestTokens.Mint(new { room = "r", identity = "i", nbf = (int?)null, exp = Now + 60 })));
    }

    [Theory]
    [InlineData("""{"identity":"i"}""")]
    [InlineData("""{"room":"r"}""")]
    [InlineData("""{"room":"r","identity":" "}""")]
    [InlineData("""{"room":1,"identity":"i"}""")]
    [InlineData("""{"room":"r","identity":"i","name":null}""")]
    [InlineData("""{"room":"r","identity":"i","role":"admin"}""")]
    [InlineData("""{"room":"r","identity":"i","role":"Host"}""")]
    [InlineData("""{"room":"r","identity":"i","grants":"chat"}""")]
    [InlineData("""{"room":"r","identity":"i","grants":["fly"]}""")]
    [InlineData("""{"room":"r","identity":"i","grants":[null]}""")]
    [InlineData("""{"room":"r","identity":"\ud800"}""")]
    public void Claims_that_are_not_as_documented_are_refused(string claims)
    {
        var payload = $"{claims[..^1]},\"nbf\":0,\"exp\":9000000000}}";
        var signed = $"{TestTokens.Encode(new { alg = "HS256" })}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        var token = $"{signed}.{TokenKey.From(_options.Access.Keys[0]).Sign(Encoding.ASCII.GetBytes(signed))}";

        Assert.Equal(TokenFault.WrongClaims, Verify(token));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30.e30")]
    [InlineData("e30=.e30.x")]
    [InlineData("e3 0.e30.x")]
    [InlineData("W10.e30.x")]
    [InlineData("\u00e930.e30.x")]
    public void What_is_no_token_is_malformed(string token) => Assert.Equal(TokenFault.Malformed, Verify(token));

    [Fact]
    public void A_header_that_names_a_field_twice_is_malformed()
    {
        var header = Base64Url.EncodeToString("""{"alg":"none","alg":"HS256"}"""u8);

        Assert.Equal(TokenFault.Malformed, Verify($"{header}.{TestTokens.Encode(Valid())}.x"));
    }

    [Fact]
    public void A_critical_extension_is_refused() =>
        Assert.Equal(TokenFault.CriticalExtension, Verify(TestTokens.Mint(Valid(), new { alg = "HS256", crit = new[] { "b64" } })));

    [Fact]
    public void A_token_above_the_limit_is_refused_unread() =>
        Assert.Equal(TokenFault.TooLong, Verify(new string('a', 8193)));

    [Fact]
    public void Without_a_key_no_token_holds()
    {
        _options.Access.Keys.Clear();

        Assert.Equal(TokenFault.UnknownKey, Verify(TestTokens.Mint(Valid(), secret: "")));
    }

    private object Valid() => new { room = "r", identity = "i", nbf = Now, exp = Now + 60 };

    private TokenFault Verify(string token) => Verify(token, out _);

    private TokenFault Verify(string token, out JoinClaims? claims) =>
        new JoinTokenVerifier(OptionsFactory.Create(_options), _clock).Verify(token, out claims);
}
