select service_type_id, code, label from {{ ref('stg_service__service_types') }}
