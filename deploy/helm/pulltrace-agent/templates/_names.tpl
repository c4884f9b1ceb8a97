{{- define "pulltrace-agent.name" -}}
{{- .Release.Name | trunc 53 | trimSuffix "-" }}-pulltrace-agent
{{- end }}

{{- define "pulltrace-agent.secret" -}}
{{- default (include "pulltrace-agent.name" .) .Values.service.existingSecret }}
{{- end }}

{{- define "pulltrace-agent.selector" -}}
app.kubernetes.io/name: pulltrace-agent
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "pulltrace-agent.labels" -}}
{{ include "pulltrace-agent.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
