// Pion: has no codecs, so it plays the recordings, or echoes ours, and counts packets that come back.
package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v3"
)

var (
	seconds               = duration()
	server, profile, role = os.Args[1], os.Args[2], os.Args[3]
	folder                = filepath.Join(os.TempDir(), "plenum-interop")
	lock                  sync.Mutex
	counts                = map[string]int{"video": 0, "audio": 0, "messages": 0}
	location              string
)

func duration() time.Duration {
	if len(os.Args) < 5 {
		return 10 * time.Second
	}
	given, err := time.ParseDuration(os.Args[4] + "s")
	check(err)
	return given
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func count(what string) {
	lock.Lock()
	defer lock.Unlock()
	counts[what]++
}

func post(path, body string) string {
	response, err := http.Post(server+path, "application/sdp", strings.NewReader(body))
	check(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	check(err)
	if response.StatusCode >= 300 {
		panic(fmt.Sprint(response.Status, " ", string(text)))
	}
	if given := response.Header.Get("Location"); given != "" {
		location = given
	}
	return string(text)
}

// hangUp ends a session of WHIP or WHEP.
func hangUp() {
	base, err := url.Parse(server)
	check(err)
	session, err := base.Parse(location)
	check(err)
	request, err := http.NewRequest(http.MethodDelete, session.String(), nil)
	check(err)
	response, err := http.DefaultClient.Do(request)
	check(err)
	if response.StatusCode != http.StatusOK {
		panic(response.Status)
	}
}

func addTrack(pc *webrtc.PeerConnection, mime, kind string) *webrtc.TrackLocalStaticRTP {
	track, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: mime}, kind, "pion")
	check(err)
	_, err = pc.AddTrack(track)
	check(err)
	return track
}

// play sends a recording (RFC 4571: each packet behind its length) packet by packet.
func play(track *webrtc.TrackLocalStaticRTP, kind string, interval time.Duration) {
	bytes, err := os.ReadFile(filepath.Join(folder, kind+".rtp"))
	check(err)
	sequence := uint16(0)
	for at := 0; ; sequence++ {
		if at >= len(bytes) {
			at = 0
		}
		length := int(binary.BigEndian.Uint16(bytes[at:]))
		packet := &rtp.Packet{}
		check(packet.Unmarshal(bytes[at+2 : at+2+length]))
		at += 2 + length
		packet.SequenceNumber = sequence
		check(track.WriteRTP(packet))
		time.Sleep(interval)
	}
}

func describe(pc *webrtc.PeerConnection, description webrtc.SessionDescription, err error) string {
	check(err)
	gathered := webrtc.GatheringCompletePromise(pc)
	check(pc.SetLocalDescription(description))
	<-gathered
	return pc.LocalDescription().SDP
}

// exchange publishes by WHIP or watches by WHEP: one way, and no data.
func exchange(pc *webrtc.PeerConnection) {
	if role == "publish" {
		audio := addTrack(pc, webrtc.MimeTypeOpus, "audio")
		video := addTrack(pc, webrtc.MimeTypeVP8, "video")
		playWhenConnected(pc, audio, video)
	} else {
		for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeAudio, webrtc.RTPCodecTypeVideo} {
			direction := webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}
			_, err := pc.AddTransceiverFromKind(kind, direction)
			check(err)
		}
		countTracks(pc)
	}
	offer, err := pc.CreateOffer(nil)
	answer := post("", describe(pc, offer, err))
	check(pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}))
}

func countTracks(pc *webrtc.PeerConnection) {
	pc.OnTrack(func(remote *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		for {
			if _, _, err := remote.ReadRTP(); err != nil {
				return
			}
			count(remote.Kind().String())
		}
	})
}

func playWhenConnected(pc *webrtc.PeerConnection, audio, video *webrtc.TrackLocalStaticRTP) {
	pc.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		if state == webrtc.PeerConnectionStateConnected {
			go play(audio, "audio", 20*time.Millisecond)
			go play(video, "video", 8*time.Millisecond)
		}
	})
}

func offerAndPlay(pc *webrtc.PeerConnection) {
	audio := addTrack(pc, webrtc.MimeTypeOpus, "audio")
	video := addTrack(pc, webrtc.MimeTypeVP8, "video")
	countTracks(pc)
	channel, err := pc.CreateDataChannel("echo", nil)
	check(err)
	channel.OnMessage(func(webrtc.DataChannelMessage) { count("messages") })
	channel.OnOpen(func() {
		for range time.Tick(100 * time.Millisecond) {
			_ = channel.SendText("ping")
		}
	})
	playWhenConnected(pc, audio, video)
	offer, err := pc.CreateOffer(nil)
	answer := post("/sessions?profile="+profile, describe(pc, offer, err))
	check(pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}))
}

func answerAndEcho(pc *webrtc.PeerConnection) {
	back := map[string]*webrtc.TrackLocalStaticRTP{
		"audio": addTrack(pc, webrtc.MimeTypeOpus, "audio"),
		"video": addTrack(pc, webrtc.MimeTypeVP8, "video"),
	}
	pc.OnTrack(func(remote *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		for {
			packet, _, err := remote.ReadRTP()
			if err != nil {
				return
			}
			count(remote.Kind().String())
			packet.Extension = false
			packet.Extensions = nil
			check(back[remote.Kind().String()].WriteRTP(packet))
		}
	})
	pc.OnDataChannel(func(channel *webrtc.DataChannel) {
		channel.OnMessage(func(message webrtc.DataChannelMessage) {
			count("messages")
			_ = channel.SendText(string(message.Data))
		})
	})
	offer := post("/calls?profile="+profile+"&folder="+url.QueryEscape(folder), "")
	check(pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}))
	answer, err := pc.CreateAnswer(nil)
	post(location, describe(pc, answer, err))
}

func main() {
	pc, err := webrtc.NewPeerConnection(webrtc.Configuration{})
	check(err)
	switch role {
	case "call":
		answerAndEcho(pc)
	case "session":
		offerAndPlay(pc)
	default:
		exchange(pc)
		defer hangUp()
	}
	time.Sleep(seconds)
	lock.Lock()
	check(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"location": location, "video": counts["video"], "audio": counts["audio"], "messages": counts["messages"],
	}))
}
