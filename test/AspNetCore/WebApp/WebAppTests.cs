using System.Net;
using Plenum.AspNetCore.Endpoints.WebApp;
using Plenum.AspNetCore.Tests.Support;

namespace Plenum.AspNetCore.Tests.WebApp;

public sealed class WebAppTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/r/team")]
    public async Task The_page_is_served_for_the_start_and_for_every_room(string path)
    {
        SkipWithoutWebApp();
        await using var host = await TestHost.StartAsync();
        using var response = await GetAsync(host, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("id=\"root\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_whose_name_holds_their_hash_are_kept_for_ever_and_come_compressed()
    {
        SkipWithoutWebApp();
        await using var host = await TestHost.StartAsync();
        var script = WebAppFiles.All.Single(file => file.Key.StartsWith("plenum/index-", StringComparison.Ordinal) && file.Key.EndsWith(".js", StringComparison.Ordinal));
        using var plain = await GetAsync(host, "/" + script.Key);
        using var small = await GetAsync(host, "/" + script.Key, request => request.Headers.AcceptEncoding.ParseAdd("gzip, br"));
        using var none = await GetAsync(host, "/" + script.Key, request => request.Headers.AcceptEncoding.ParseAdd("br;q=0"));

        Assert.Contains("immutable", plain.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal(["br"], small.Content.Headers.ContentEncoding);
        Assert.Empty(none.Content.Headers.ContentEncoding);
        Assert.Equal("text/javascript; charset=utf-8", plain.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Who_has_the_page_is_told_that_it_is_still_the_same()
    {
        SkipWithoutWebApp();
        await using var host = await TestHost.StartAsync();
        using var first = await GetAsync(host, "/r/team");
        using var second = await GetAsync(host, "/r/team", request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task The_web_application_can_be_switched_off()
    {
        await using var host = await TestHost.StartAsync(options => options.ServeWebApp = false);
        using var page = await GetAsync(host, "/r/team");
        using var health = await GetAsync(host, "/health");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (page.StatusCode, health.StatusCode));
    }

    [Fact]
    public async Task A_request_to_the_socket_that_is_no_handshake_is_told_to_upgrade()
    {
        await using var host = await TestHost.StartAsync();
        using var response = await GetAsync(host, "/rtc");

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    private static void SkipWithoutWebApp() => Assert.SkipWhen(WebAppFiles.All.Count == 0, "Built with PlenumSkipWeb.");

    private static async Task<HttpResponseMessage> GetAsync(TestHost host, string path, Action<HttpRequestMessage>? configure = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Http, path));
        configure?.Invoke(request);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
