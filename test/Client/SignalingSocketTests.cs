using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Plenum.Client.Signaling;
using Plenum.Protocol;

namespace Plenum.Client.Tests;

/// <summary>One socket, against a server that says what the test wants.</summary>
public sealed class SignalingSocketTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_close_of_the_server_is_answered()
    {
        var answer = new TaskCompletionSource<WebSocketMessageType>();
        await using var server = await StartAsync(async socket =>
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancelled);
            try
            {
                answer.SetResult((await socket.ReceiveAsync(new byte[16].AsMemory(), Cancelled)).MessageType);
            }
            catch (WebSocketException lost)
            {
                answer.SetException(lost);
            }
        });

        await using var socket = await SignalingSocket.OpenAsync(AddressOf(server), _ => { }, _ => { }, Cancelled);

        Assert.Equal(WebSocketMessageType.Close, await answer.Task.WaitAsync(Cancelled));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, (WebSocketCloseStatus?)await socket.Ended.WaitAsync(Cancelled));
    }

    [Fact]
    public async Task What_is_of_no_interest_is_not_read_and_what_is_long_is()
    {
        var name = new string('b', 100_000);
        await using var server = await StartAsync(async socket =>
        {
            foreach (var participant in new[] { "ann", name, "eve" })
            {
                var message = $$"""{"type":"speaker","participant":"{{participant}}"}""";
                await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, Cancelled);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancelled);
        });
        var heard = new List<string>();

        await using var socket = await SignalingSocket.OpenAsync(
            AddressOf(server),
            null,
            message => heard.Add(((ServerMessage.Speaker)message).Participant),
            _ => { },
            message => message.IndexOf("ann"u8) >= 0,
            Cancelled);
        await socket.Ended.WaitAsync(Cancelled);

        Assert.Equal([name, "eve"], heard);
    }

    private static Uri AddressOf(WebApplication server) => new UriBuilder(server.Urls.First()) { Scheme = "ws" }.Uri;

    private static async Task<WebApplication> StartAsync(Func<WebSocket, Task> serve)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.UseWebSockets();
        server.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await serve(socket);
        });
        await server.StartAsync(Cancelled);
        return server;
    }
}
