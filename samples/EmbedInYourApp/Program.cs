using System.Security.Cryptography;
using Plenum.AspNetCore;

var builder = WebApplication.CreateBuilder(args);

// A key of your own: from your secret store, or a new one for each run. Plenum has no default.
var secret = builder.Configuration["MeetingSecret"] ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
builder.Services.AddPlenum(plenum => plenum.Access.Keys.Add(new TokenKeyOptions { Secret = secret }));

var app = builder.Build();
app.MapPlenum();

// Your pages stay yours, and your sign-in decides who enters which room under which name.
app.MapGet("/", () => Results.Content("<a href='/meet/team?name=Ann'>Meet the team</a>", "text/html"));
app.MapGet("/meet/{room}", (string room, string name, JoinTokenIssuer tokens) =>
{
    var token = tokens.Issue(new JoinClaims { Room = room, Identity = name, Name = name }, TimeSpan.FromHours(1));
    return Results.Redirect($"/r/{room}?token={token}");
});

app.Run();
